import { networkTransport, runService } from '@boxoffice/platform';
import { createApp } from './app.ts';
import { loadConfig } from './config.ts';

await runService('order', loadConfig, (config, surroundings) =>
  createApp(config, {
    ...surroundings,
    inventory: networkTransport(config.inventoryUrl, config.serviceToken),
    catalog: networkTransport(config.catalogUrl, config.serviceToken),
  }),
);
