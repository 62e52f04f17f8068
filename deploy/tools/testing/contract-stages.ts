import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { outputOf, ROOT, succeeds } from './command.ts';
import { earlierContracts } from './earlier-contracts.ts';
import { type Counts, one } from './stage.ts';

/** Lints the protobuf contracts. */
export async function lintContracts(): Promise<Counts> {
  return one(await succeeds('buf', ['lint']));
}

/** Compares the contracts with their state before the last change of them, so never with themselves. */
export async function checkBreaking(): Promise<Counts> {
  const earlier = await earlierContracts(ROOT);
  if (earlier === undefined) {
    console.log('no earlier contract to compare with');
    return one(true);
  }
  return inTemporaryFolder(async (folder) => {
    const index = { GIT_INDEX_FILE: join(folder, 'index') };
    const args = [`--work-tree=${folder}`, 'checkout', earlier, '--', 'proto'];
    const out = await outputOf('git', args, { env: index });
    if (out === undefined) {
      console.error(`the contracts of ${earlier} can't be read from git`);
      return one(false);
    }
    cpSync(join(ROOT, 'buf.yaml'), join(folder, 'buf.yaml'));
    console.log(`compared with ${earlier}`);
    return one(await succeeds('buf', ['breaking', '--against', folder]));
  });
}

/** Generates the code anew and compares it with the committed code. */
export function checkGenerated(): Promise<Counts> {
  return inTemporaryFolder(async (folder) => {
    const generated = 'libs/contracts/gen';
    if (!(await succeeds('buf', ['generate', '--output', folder]))) {
      return one(false);
    }
    const stale = differences(join(folder, generated), join(ROOT, generated));
    for (const file of stale) {
      console.error(`differs from what the contracts generate: ${join(generated, file)}`);
    }
    if (stale.length > 0) {
      console.error('run: npm run generate');
    }
    return one(stale.length === 0);
  });
}

/** The files that only one of two folders has, or that differ. */
function differences(left: string, right: string): string[] {
  const files = new Set([...filesIn(left), ...filesIn(right)]);
  return [...files].filter((file) => read(join(left, file)) !== read(join(right, file))).sort();
}

function filesIn(folder: string): string[] {
  if (!existsSync(folder)) {
    return [];
  }
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name));
  return paths.filter((path) => statSync(path).isFile()).map((path) => relative(folder, path));
}

function read(path: string): string | undefined {
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
}

async function inTemporaryFolder(use: (folder: string) => Promise<Counts>): Promise<Counts> {
  const folder = mkdtempSync(join(tmpdir(), 'boxoffice-contracts-'));
  try {
    return await use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
