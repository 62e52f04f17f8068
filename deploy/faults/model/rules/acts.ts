/**
 * How a card behaves. `timeout` is never answered and takes nothing; `lost` takes the money and is never answered; `late`
 * is never answered and takes the money much later.
 */
export type Card = 'approved' | 'declined' | 'error' | 'timeout' | 'lost' | 'late';

/** A command of a customer; `key` is its idempotency key. */
export type CustomerAct =
  | { do: 'place'; customer: number; tickets: readonly number[]; card: Card | null; key: string }
  | { do: 'pay'; customer: number; purchase: number; card: Card; key: string }
  /** Without tickets it means all of them. */
  | { do: 'cancel'; customer: number; purchase: number; tickets: readonly number[]; key: string };

/** What customers and partners do, and what befalls the platform. */
export type Act =
  | CustomerAct
  /** Two commands at the same time. */
  | { do: 'race'; first: CustomerAct; second: CustomerAct }
  | { do: 'cancel event'; event: number }
  /** Everything that was late arrives: calls, facts and money. */
  | { do: 'arrive' }
  /** Time passes until every hold is over. */
  | { do: 'expire' }
  /** Everything that is under way comes to its end. */
  | { do: 'rest' }
  | { do: 'crash'; who: 'order' | 'inventory' | 'both' };

/** What an idempotency key stands for. */
export function contentOf(act: CustomerAct): string {
  const { key, ...content } = act;
  return JSON.stringify(content);
}

function describePayment(card: Card | null): string {
  return card === null ? 'without a payment' : `with a card that is ${card}`;
}

/** An act in words. */
export function describe(act: Act): string {
  switch (act.do) {
    case 'place':
      return `customer ${act.customer} orders ${act.tickets.join(', ')} ${describePayment(act.card)} (${act.key})`;
    case 'pay':
      return `customer ${act.customer} pays purchase ${act.purchase} ${describePayment(act.card)} (${act.key})`;
    case 'cancel': {
      const tickets = act.tickets.length === 0 ? 'all' : act.tickets.join(', ');
      return `customer ${act.customer} cancels ${tickets} of purchase ${act.purchase} (${act.key})`;
    }
    case 'race':
      return `${describe(act.first)} while ${describe(act.second)}`;
    case 'cancel event':
      return `event ${act.event} is cancelled`;
    case 'arrive':
      return 'what was late arrives';
    case 'expire':
      return 'time passes, all holds are over';
    case 'rest':
      return 'everything comes to its end';
    case 'crash':
      return `${act.who} died`;
  }
}
