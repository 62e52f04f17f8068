import { DomainError } from '@boxoffice/kernel';

const CONNECTION_LOST = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  // PostgreSQL: connection exceptions, shutting down, crashed, starting up, too many connections.
  '08000',
  '08001',
  '08003',
  '08006',
  '57P01',
  '57P02',
  '57P03',
  '53300',
]);

// Lock not available, statement cancelled by its timeout, deadlock, serialization failure.
const BUSY = new Set(['55P03', '57014', '40P01', '40001']);

/** The SQLSTATE or system code of a database error, looked for through its causes. */
export function databaseErrorCode(error: unknown): string | undefined {
  for (let at: unknown = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth++) {
    if ('code' in at && typeof at.code === 'string') return at.code;
  }
  return undefined;
}

/** True when the transaction lost against another one and may be run again as it was. */
export function isRetryable(error: unknown): boolean {
  const code = databaseErrorCode(error);
  return code === '40P01' || code === '40001';
}

// Characters that a PostgreSQL text can't hold, NUL above all.
const UNSTORABLE = new Set(['22021', '22P05']);

/**
 * The DomainError of a database that is away (`database_unavailable`), busy (`busy`), or was given a text that it can't
 * hold (`validation_failed`); undefined for any other error.
 */
export function databaseFailure(error: unknown): DomainError | undefined {
  const code = databaseErrorCode(error);
  const lost =
    (code !== undefined && CONNECTION_LOST.has(code)) ||
    (error instanceof Error &&
      /Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error/.test(
        error.message,
      ));
  if (lost) return new DomainError('unavailable', 'database_unavailable', 'The database is not available now.');
  if (code !== undefined && UNSTORABLE.has(code)) {
    return new DomainError('invalid', 'validation_failed', 'A text holds a character that can not be stored.');
  }
  if (code !== undefined && BUSY.has(code))
    return new DomainError('unavailable', 'busy', 'Too busy; try again shortly.');
  return undefined;
}
