import { setTimeout as sleep } from 'node:timers/promises';
import type { Charge, ChargeOutcome, PaymentProvider } from './provider.ts';

const SLOW_MS = 2000;
const REMEMBERED = 200_000;

const DECLINES: Record<string, string> = {
  tok_declined: 'card_declined',
  tok_insufficient_funds: 'insufficient_funds',
};

async function never(signal: AbortSignal): Promise<never> {
  await sleep(2 ** 30, undefined, { signal });
  throw new Error('unreachable');
}

/**
 * A provider for trying things out: the token says what happens. It moves no money and keeps its charges in memory, the
 * last 200,000 of them. Tokens: `tok_approved`, `tok_declined`, `tok_insufficient_funds`, `tok_error` (fails and takes
 * nothing), `tok_timeout` (never answers and takes nothing), `tok_slow` (approves after 2 s), `tok_lost_response`
 * (charges and never answers). Any other token is declined as `invalid_token`.
 */
export function createSandbox(): PaymentProvider {
  const charges = new Map<string, ChargeOutcome>();
  const refunds = new Set<string>();
  let references = 0;
  const series = Date.now().toString(36);

  function settle(key: string, outcome: ChargeOutcome): ChargeOutcome {
    const known = charges.get(key);
    if (known) return known;
    const oldest = charges.keys().next();
    if (charges.size >= REMEMBERED && !oldest.done) charges.delete(oldest.value);
    charges.set(key, outcome);
    return outcome;
  }

  const captured = (): ChargeOutcome => ({ type: 'captured', reference: `sandbox_${series}_${++references}` });

  async function charge({ key, token, signal }: Charge): Promise<ChargeOutcome> {
    const known = charges.get(key);
    if (known) return known;
    switch (token) {
      case 'tok_approved':
        return settle(key, captured());
      case 'tok_slow':
        // The charge goes on when the caller stops waiting, as it would at a provider far away.
        setTimeout(() => settle(key, captured()), SLOW_MS).unref();
        await sleep(SLOW_MS + 1, undefined, { signal });
        return charges.get(key) ?? settle(key, captured());
      case 'tok_error':
        return settle(key, { type: 'failed' });
      case 'tok_timeout':
        return never(signal);
      case 'tok_lost_response':
        settle(key, captured());
        return never(signal);
      default:
        return settle(key, { type: 'declined', code: DECLINES[token] ?? 'invalid_token' });
    }
  }

  return {
    name: 'sandbox',
    charge,
    find: async (key) => charges.get(key),
    async refund({ key }) {
      refunds.add(key);
    },
  };
}
