import { resolve } from 'node:path';
import { type Environment, readEnvironment, str } from '@boxoffice/platform';
import { buildWeb } from '../tools/web/build.ts';

const ROOT = resolve(import.meta.dirname, '../..');

/**
 * Makes the web application ready to be served, unless `WEB_ROOT` names another one or none. Without it the platform is as
 * good as with it, so a build that fails is told and no reason to stop. Answers whether there is one.
 */
export async function prepareWeb(env: Environment = process.env): Promise<boolean> {
  const { WEB_ROOT: chosen } = readEnvironment(env, { WEB_ROOT: str({ default: undefined }) });
  if (chosen !== undefined) return chosen !== '';
  try {
    await buildWeb(ROOT, (line) => process.stdout.write(`${line}\n`));
    return true;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    process.stderr.write(`The web application could not be built; everything else starts without it.\n${reason}\n`);
    return false;
  }
}
