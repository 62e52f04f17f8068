import type { Reply } from '../faulty-server.ts';
import { refusalReply, StripeRefusal } from './wire.ts';

type Remembered = { fingerprint: string; reply: Reply | undefined };

/**
 * Stripe's idempotency: the same key gets the first answer again, errors included; 409 while the first request is under
 * way, 400 with other parameters. A request that was refused before it began leaves its key unused.
 */
export function createIdempotency() {
  const remembered = new Map<string, Remembered>();

  async function once(key: string | undefined, fingerprint: string, execute: () => Promise<Reply>): Promise<Reply> {
    if (key === undefined) return execute();
    const known = remembered.get(key);
    if (known && known.fingerprint !== fingerprint) {
      const message = `Keys for idempotent requests can only be used with the same parameters they were first used with. Try using a key other than '${key}' if you meant to execute a different request.`;
      throw new StripeRefusal(400, { type: 'idempotency_error', message });
    }
    if (known?.reply) return { ...known.reply, headers: { ...known.reply.headers, 'idempotent-replayed': 'true' } };
    if (known) {
      const message = `There is currently another in-progress request using this Idempotent Key (that probably means you submitted twice, and the other request is still going through): ${key}. Please try again later.`;
      throw new StripeRefusal(409, { type: 'idempotency_error', code: 'idempotency_key_in_use', message });
    }
    const entry: Remembered = { fingerprint, reply: undefined };
    remembered.set(key, entry);
    try {
      entry.reply = await execute();
    } catch (error) {
      if (error instanceof StripeRefusal && error.executed) entry.reply = refusalReply(error);
      else remembered.delete(key);
      throw error;
    }
    return entry.reply;
  }

  return {
    once,
    /** Forgets every key, as Stripe may after a day. */
    forget: () => remembered.clear(),
  };
}
