// Builds the web application when it is missing or has changed: `npm run web:build`.
import { ROOT } from '../testing/command.ts';
import { buildWeb } from './build.ts';

try {
  await buildWeb(ROOT, console.log);
  console.log('The web application is in gateway/web/dist');
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
