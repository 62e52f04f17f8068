import { ProblemError } from '../../api/problem.ts';

/** True for the answer about something that does not exist, or belongs to somebody else. */
export function isMissing(error: unknown): boolean {
  return error instanceof ProblemError && (error.status === 404 || error.reason === 'validation_failed');
}
