import { runService } from '@boxoffice/platform';
import { createApp } from './app.ts';
import { loadConfig } from './config.ts';

await runService('identity', loadConfig, createApp);
