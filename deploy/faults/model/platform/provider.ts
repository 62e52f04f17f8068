import type { OrderSurroundings } from '@boxoffice/order';
import type { Faults } from './faults.ts';
import { type Life, unavailable } from './life.ts';

type PaymentProvider = NonNullable<OrderSurroundings['provider']>;
type Charge = Parameters<PaymentProvider['charge']>[0];
type Outcome = Awaited<ReturnType<PaymentProvider['charge']>>;
type RefundOrder = Parameters<PaymentProvider['refund']>[0];
type Entry = { amount: number; outcome?: Outcome; sent: number };

/** A payment provider outside of the platform, with a ledger of what it took and gave back. */
export type Provider = ReturnType<typeof createProvider>;

const purchaseOf = (key: string): number => Number(key.split('-')[1]);
const sum = (amounts: number[]) => amounts.reduce((all, amount) => all + amount, 0);

function never(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}

/** Opens a provider. What its tokens do is told by `Card`. */
export function createProvider(faults: Faults) {
  const charges = new Map<string, Entry>();
  const refunds = new Map<string, { chargeKey: string; amount: number }>();
  const wrongs: string[] = [];
  let open: { key: string; late: boolean }[] = [];
  const captured = (key: string): Outcome => ({ type: 'captured', reference: `ref-${key}` });

  function settle(entry: Entry, outcome: Outcome): Outcome {
    entry.outcome = outcome;
    return outcome;
  }

  function decide({ key, token, signal }: Charge, entry: Entry): Outcome | Promise<never> {
    switch (token) {
      case 'tok_approved':
        return settle(entry, captured(key));
      case 'tok_declined':
        return settle(entry, { type: 'declined', code: 'card_declined' });
      case 'tok_error':
        return settle(entry, { type: 'failed' });
      case 'tok_lost':
        settle(entry, captured(key));
        return never(signal);
      default:
        open.push({ key, late: token === 'tok_late' });
        return never(signal);
    }
  }

  async function charge(life: Life, order: Charge): Promise<Outcome> {
    const { key, amount } = order;
    faults.reach('charge', 'before', [purchaseOf(key)]);
    if (life.over) throw unavailable('the payment was not sent');
    const entry = charges.get(key) ?? { amount, sent: 0 };
    charges.set(key, entry);
    if (++entry.sent > 1) wrongs.push(`${key} was sent to be charged ${entry.sent} times`);
    const outcome = decide(order, entry);
    faults.reach('charge', 'after', [purchaseOf(key)]);
    return outcome;
  }

  async function find(key: string): Promise<Outcome | undefined> {
    if (faults.ofProvider('cannot be asked', purchaseOf(key))) throw unavailable('the provider is away');
    return charges.get(key)?.outcome;
  }

  function giveBack({ key, chargeKey, amount }: RefundOrder): void {
    if (refunds.has(key)) return;
    refunds.set(key, { chargeKey, amount });
    const taken = charges.get(chargeKey);
    const given = sum([...refunds.values()].flatMap((one) => (one.chargeKey === chargeKey ? [one.amount] : [])));
    if (taken?.outcome?.type !== 'captured') wrongs.push(`${key} gives back what ${chargeKey} never took`);
    else if (given > taken.amount) wrongs.push(`${key} makes ${given} go back of ${taken.amount} of ${chargeKey}`);
  }

  async function refund(life: Life, order: RefundOrder): Promise<void> {
    const purchases = [purchaseOf(order.key)];
    faults.reach('refund', 'before', purchases);
    if (life.over || faults.ofProvider('refund lost', purchases[0] ?? 0)) throw unavailable('the refund was lost');
    giveBack(order);
    faults.reach('refund', 'after', purchases);
    if (faults.ofProvider('refund unanswered', purchases[0] ?? 0)) throw unavailable('the answer was lost');
  }

  return {
    /** The provider as order reaches it in one of its lives. */
    of: (life: Life): PaymentProvider => ({
      name: 'model',
      charge: (order) => life.until(() => charge(life, order)),
      find: (key) => life.until(() => find(key)),
      refund: (order) => life.until(() => refund(life, order)),
    }),
    /** Takes the late money, and says of everything else that was never answered that it took nothing. */
    bookLate(): void {
      for (const { key, late } of open) {
        const entry = charges.get(key);
        if (entry) settle(entry, late ? captured(key) : { type: 'failed' });
      }
      open = [];
    },
    isCaptured: (key: string) => charges.get(key)?.outcome?.type === 'captured',
    /** What stays with a purchase, in minor units. */
    kept: (purchase: number) =>
      sum([...charges].map(([key, { amount, outcome }]) => (takes(key, purchase, outcome) ? amount : 0))) -
      sum([...refunds].map(([key, { amount }]) => (purchaseOf(key) === purchase ? amount : 0))),
    /** What a provider should never see. */
    wrongs: (): readonly string[] => wrongs,
  };
}

function takes(key: string, purchase: number, outcome: Outcome | undefined): boolean {
  return purchaseOf(key) === purchase && outcome?.type === 'captured';
}
