import { changedFields, type EventValues } from './event-values.ts';

/**
 * What becomes of a form when its event has a newer version:
 * - `adopt`: no field differs, so the form goes on from the newer version as it is;
 * - `follow`: nothing was typed, so the form shows the newer version;
 * - `keep`: both changed; sending the form will be refused, and then its author decides.
 */
export type Rebase = 'adopt' | 'follow' | 'keep';

/** Compares the fields a form began with, those of the newer version, and those that stand in the form. */
export function rebase(before: EventValues, newer: EventValues, typed: EventValues): Rebase {
  if (changedFields(before, newer).length === 0) return 'adopt';
  return changedFields(before, typed).length === 0 ? 'follow' : 'keep';
}

/** The newest version with what was typed over it: what nobody typed is as the others left it. */
export function merged(before: EventValues, newest: EventValues, typed: EventValues): EventValues {
  const mine = changedFields(before, typed).map((field) => [field, typed[field]] as const);
  return { ...newest, ...Object.fromEntries(mine) };
}

/** A field that two people want to be different. */
export type Difference = { field: keyof EventValues; mine: string; newest: string };

/** The fields in which a form differs from the newest version. */
export function differences(mine: EventValues, newest: EventValues): Difference[] {
  return changedFields(newest, mine).map((field) => ({ field, mine: mine[field], newest: newest[field] }));
}
