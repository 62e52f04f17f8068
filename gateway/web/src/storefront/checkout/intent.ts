import { purchaseOf } from '../data/faults.ts';

/** A command that somebody means to give once: what it asks for, and the key by which repetitions are known. */
export type Intent = { what: string; key: string };

/** What is known of a command that did not succeed. */
export type Failure = { status: number; reason: string; body?: unknown };

/** A key that nobody else has. Made of random bytes, so that it works on plain HTTP too. */
export function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** The intent that an unanswered command left behind, when it asked for the same; else a new one. */
export function intentFor(what: string, left: Intent | undefined, key: () => string = newKey): Intent {
  return left?.what === what ? left : { what, key: key() };
}

/**
 * True when a failure is the command's last word, so that trying again is a new intent. What was never answered, or not
 * even begun, may be sent again with its key.
 */
export function isSettledBy({ status, reason, body }: Failure): boolean {
  if (purchaseOf(body) !== undefined) return true;
  return status >= 400 && status < 500 && status !== 401 && status !== 429 && reason !== 'idempotency_in_progress';
}

/** The intent that was kept under a name. */
export function parseIntent(text: string | null): Intent | undefined {
  try {
    const value: unknown = JSON.parse(text ?? 'null');
    if (typeof value !== 'object' || value === null) return undefined;
    const { what, key } = value as Record<string, unknown>;
    return typeof what === 'string' && typeof key === 'string' ? { what, key } : undefined;
  } catch {
    return undefined;
  }
}
