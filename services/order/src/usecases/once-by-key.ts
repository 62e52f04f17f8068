import { DomainError } from '@boxoffice/kernel';
import type { Database } from '@boxoffice/platform';
import { type CommandKey, findAnswer } from '../storage/keys.ts';
import type { CommandResult } from './place-purchase.ts';

/**
 * The answer that is stored for a command's key, or what `work` answers. `work` claims the key, and gives it back when it
 * throws a conflict.
 */
export async function onceByKey(
  database: Database,
  keyed: CommandKey,
  work: () => Promise<CommandResult>,
): Promise<CommandResult> {
  const stored = await findAnswer(database, keyed, true);
  if (stored) return { stored };
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof DomainError) || error.kind !== 'conflict') throw error;
    // The same command may have gone through since the look at its key, and that is why this one is in conflict.
    const since = await findAnswer(database, keyed, true);
    if (since) return { stored: since };
    throw error;
  }
}
