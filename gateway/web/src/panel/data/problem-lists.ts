import { ProblemError } from '../../api/problem.ts';

function listIn(error: unknown, member: string): unknown[] {
  const list = error instanceof ProblemError ? error.body[member] : undefined;
  return Array.isArray(list) ? list : [];
}

/** The texts in a list that a problem carries, for example the `seats` of `seat_exists`. */
export function textsIn(error: unknown, member: string): string[] {
  return listIn(error, member).filter((value) => typeof value === 'string');
}

/** The ids in a list that a problem carries, for example the `ticket_ids` of `ticket_not_available`. */
export function idsIn(error: unknown, member: string): number[] {
  return listIn(error, member).filter((value) => typeof value === 'number');
}
