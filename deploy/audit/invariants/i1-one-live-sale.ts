import { mismatches } from '../reading/mismatches.ts';
import { withPurchases } from '../reading/purchases.ts';
import type { Row } from '../reading/snapshot.ts';
import { type Check, type Invariant, rule, type Snapshots, violation } from './invariant.ts';

const SOLD_TWICE = `
  select ticket_id, 'is sold to purchases ' || string_agg(purchase_id::text, ', ' order by purchase_id) as problem
    from sales where cancelled_at is null group by ticket_id having count(*) > 1`;

const LIVE_SALES =
  'select ticket_id, purchase_id from sales where cancelled_at is null order by ticket_id, purchase_id';
// A ticket's id tells its event, so this is also the order of ids.
const SOLD_TICKETS = 'select id as ticket_id, purchase_id from tickets where status = 2 order by event_id, id';

type Sold = Row & { ticket_id: number; purchase_id: number };
type Side = 'sale without ticket' | 'ticket without sale';
type Suspect = Sold & { side: Side; others: Sold[] };

async function* suspects({ order, inventory }: Snapshots): AsyncGenerator<Suspect> {
  const keyOf = ({ ticket_id }: Sold) => ticket_id;
  const pairs = mismatches(
    { batches: order.batches<Sold>(LIVE_SALES), keyOf },
    { batches: inventory.batches<Sold>(SOLD_TICKETS), keyOf },
    (sales, tickets) => sales.length === 1 && tickets.length === 1 && sales[0]?.purchase_id === tickets[0]?.purchase_id,
  );
  const missing = (side: Side, ours: Sold[], others: Sold[]) =>
    ours
      .filter(({ purchase_id }) => !others.some((other) => other.purchase_id === purchase_id))
      .map((one) => ({ ...one, side, others }));
  for await (const { left: sales, right: tickets } of pairs) {
    yield* missing('sale without ticket', sales, tickets);
    yield* missing('ticket without sale', tickets, sales);
  }
}

const salesAgainstTickets: Check = async function* check(databases) {
  const found = withPurchases(databases.order, suspects(databases), ({ purchase_id }) => purchase_id);
  for await (const [{ side, ticket_id, purchase_id, others }, purchase] of found) {
    const ids = { ticket_id, purchase_id };
    if (side === 'sale without ticket') {
      const owner = others[0] ? `is sold to purchase ${others[0].purchase_id} there` : 'is not sold there';
      yield violation(side, ids, `has a live sale, but in inventory it ${owner}`);
      continue;
    }
    // Inventory sells a step before the purchase is paid, and hears of a cancellation a step after it.
    if (purchase && (purchase.status === 'paying' || !purchase.settled)) continue;
    const why = purchase ? `which is ${purchase.status}` : 'which does not exist';
    yield violation(side, ids, `is sold without a live sale to a purchase ${why}`);
  }
};

/** I1: nobody sells a ticket twice, and orders and inventory agree on who owns it. */
export const oneLiveSale: Invariant = {
  id: 'I1',
  sentence: 'at most one live sale per ticket, and the ticket is sold to that purchase',
  tables: { order: ['sales'], inventory: ['tickets'] },
  checks: [rule('sold twice', 'order', SOLD_TWICE), salesAgainstTickets],
};
