import { runService, yieldToOthers } from '@boxoffice/platform';
import { createApp } from './app.ts';
import { loadConfig } from './config.ts';

// A storm of logins must not take the processors from those who buy.
yieldToOthers();

await runService('identity', loadConfig, createApp);
