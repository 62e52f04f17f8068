import { outputOf } from './command.ts';

/**
 * The commit that holds the contracts of a repository as they were before: HEAD when the work tree changes them, else
 * the newest commit before HEAD, by first parents, whose contracts differ. Undefined without git or without such a
 * commit, as in a new repository or a clone that is too shallow.
 */
export async function earlierContracts(root: string): Promise<string | undefined> {
  const git = (...args: string[]) => outputOf('git', args, { cwd: root });
  const changes = await git('status', '--porcelain', '--', 'proto');
  if (changes === undefined) {
    return undefined;
  }
  const lastChange = await git('rev-list', '--first-parent', '--max-count=1', 'HEAD', '--', 'proto');
  const candidate = changes === '' ? `${lastChange}^1` : 'HEAD';
  const contracts = await git('rev-parse', '--verify', '--quiet', `${candidate}:./proto`);
  return contracts === undefined ? undefined : git('rev-parse', '--verify', '--short', candidate);
}
