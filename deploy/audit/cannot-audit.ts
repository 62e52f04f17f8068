/** Why nothing could be audited: there is nothing, or it can't be read. Its message is for a person. */
export class CannotAudit extends Error {
  override name = 'CannotAudit';
}

/** An error's message; also of one that gathers several, as a refused connection is. */
export function reasonOf(error: unknown): string {
  if (error instanceof AggregateError && error.message === '') return error.errors.map(reasonOf).join('; ');
  return error instanceof Error ? error.message : String(error);
}
