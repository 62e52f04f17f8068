import { createLog, networkTransport, runProcess } from '@boxoffice/platform';
import { createGateway } from './app.ts';
import { loadClusterConfig } from './config.ts';

const config = loadClusterConfig();
const log = createLog('gateway', config.logLevel);
const transport = (url: string) => networkTransport(url, config.serviceToken);

await runProcess(log, async () => {
  const gateway = await createGateway(config, {
    log,
    clients: {
      identity: transport(config.identityUrl),
      catalog: transport(config.catalogUrl),
      inventory: transport(config.inventoryUrl),
      order: transport(config.orderUrl),
    },
  });
  log.info({ address: await gateway.listen() }, 'ready');
  return gateway;
});
