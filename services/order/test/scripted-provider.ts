import type { Charge, ChargeOutcome, PaymentProvider, RefundOrder } from '../src/payments/provider.ts';

const captured = (key: string): ChargeOutcome => ({ type: 'captured', reference: `ref-${key}` });

/** The books of a provider: what it has taken and given back, by key. Several processes may share them. */
export function createBooks() {
  return {
    charges: new Map<string, { outcome: ChargeOutcome; amount: number }>(),
    refunds: new Map<string, { chargeKey: string; amount: number }>(),
    /** Every call, in order, as `charge purchase-1-1`. */
    calls: [] as string[],
  };
}

/** See `createBooks`. */
export type Books = ReturnType<typeof createBooks>;

/**
 * A payment provider that does what a token or a test says. Tokens: `tok_approved`, `tok_declined`, `tok_error`,
 * `tok_lost` (charges, then the connection breaks), `tok_unsent` (breaks before it charges). `script` replaces a call.
 */
export function createScriptedProvider(books: Books = createBooks()) {
  const script = {
    charge: undefined as ((charge: Charge, usual: () => ChargeOutcome) => Promise<ChargeOutcome>) | undefined,
    find: undefined as
      | ((key: string, usual: () => ChargeOutcome | undefined) => Promise<ChargeOutcome | undefined>)
      | undefined,
    refund: undefined as ((refund: RefundOrder, usual: () => void) => Promise<void>) | undefined,
  };

  function settle({ key, amount }: Charge, outcome: ChargeOutcome): ChargeOutcome {
    const known = books.charges.get(key);
    if (known) return known.outcome;
    books.charges.set(key, { outcome, amount });
    return outcome;
  }

  function charge(order: Charge): ChargeOutcome {
    switch (order.token) {
      case 'tok_approved':
        return settle(order, captured(order.key));
      case 'tok_lost':
        settle(order, captured(order.key));
        throw new Error('the connection to the provider broke');
      case 'tok_unsent':
        throw new Error('the provider could not be reached');
      case 'tok_error':
        return settle(order, { type: 'failed' });
      default:
        return settle(order, { type: 'declined', code: 'card_declined' });
    }
  }

  const provider: PaymentProvider = {
    name: 'scripted',
    async charge(order) {
      books.calls.push(`charge ${order.key}`);
      const usual = () => charge(order);
      return script.charge ? script.charge(order, usual) : usual();
    },
    async find(key) {
      books.calls.push(`find ${key}`);
      const usual = () => books.charges.get(key)?.outcome;
      return script.find ? script.find(key, usual) : usual();
    },
    async refund(order) {
      books.calls.push(`refund ${order.key}`);
      const usual = () => {
        const known = books.refunds.get(order.key);
        if (!known) books.refunds.set(order.key, { chargeKey: order.chargeKey, amount: order.amount });
      };
      return script.refund ? script.refund(order, usual) : usual();
    },
  };

  const sum = (amounts: number[]) => amounts.reduce((all, amount) => all + amount, 0);
  return {
    provider,
    script,
    books,
    calls: (name: string) => books.calls.filter((call) => call.startsWith(name)),
    /** Money taken by the charges of a purchase (or all). */
    captured: (purchaseId?: number) =>
      sum(
        [...books.charges]
          .filter(([key]) => purchaseId === undefined || key.startsWith(`purchase-${purchaseId}-`))
          .map(([, { outcome, amount }]) => (outcome.type === 'captured' ? amount : 0)),
      ),
    /** Money given back to a purchase (or all). */
    refunded: (purchaseId?: number) =>
      sum(
        [...books.refunds.values()]
          .filter(({ chargeKey }) => purchaseId === undefined || chargeKey.startsWith(`purchase-${purchaseId}-`))
          .map(({ amount }) => amount),
      ),
  };
}

/** See `createScriptedProvider`. */
export type ScriptedProvider = ReturnType<typeof createScriptedProvider>;
