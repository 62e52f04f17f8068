import { createLog, networkTransport, runProcess } from '@boxoffice/platform';
import { createGateway } from './app.ts';
import { loadClusterConfig } from './config.ts';

const config = loadClusterConfig();
const log = createLog('gateway', config.logLevel);
const transport = (urls: string[]) => networkTransport(urls, config.serviceToken);

await runProcess(log, async () => {
  const gateway = await createGateway(config, {
    log,
    clients: {
      identity: transport(config.identityUrls),
      catalog: transport(config.catalogUrls),
      inventory: transport(config.inventoryUrls),
      order: transport(config.orderUrls),
    },
  });
  log.info({ address: await gateway.listen() }, 'ready');
  return gateway;
});
