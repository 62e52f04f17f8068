import { networkTransport, runService } from '@boxoffice/platform';
import { createApp } from './app.ts';
import { loadConfig } from './config.ts';

await runService('catalog', loadConfig, (config, surroundings) =>
  createApp(config, { ...surroundings, inventory: networkTransport(config.inventoryUrls, config.serviceToken) }),
);
