import { buildWeb } from '../web/build.ts';
import { ROOT, succeeds } from './command.ts';
import { type Counts, one, sum } from './stage.ts';

const PROJECTS = ['.', 'gateway/web', 'gateway/web/tsconfig.node.json'];

/** Checks the types of the services, of the web application, and of its tools and tests, which run on Node. */
export async function checkTypes(): Promise<Counts> {
  const results: Counts[] = [];
  for (const project of PROJECTS) results.push(one(await succeeds('tsc', ['--noEmit', '--project', project])));
  return sum(results);
}

/** Makes the types of the API anew and compares them with the committed ones. */
export async function checkWebTypes(): Promise<Counts> {
  return one(await succeeds(process.execPath, ['gateway/web/tools/write-types.ts', '--check']));
}

/** Builds the web application, so that the platforms of the tests that follow have it. */
export async function buildWebApplication(): Promise<Counts> {
  try {
    await buildWeb(ROOT, console.log);
    return one(true);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    return one(false);
  }
}
