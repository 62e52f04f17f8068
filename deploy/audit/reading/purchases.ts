import { DEADLINE, type Row, type Snapshot } from './snapshot.ts';

/** Where a purchase stands, and whether it has stood there for longer than things may take. */
export type PurchaseState = { status: string; settled: boolean };

type PurchaseRow = Row & { id: number; status: string; settled: boolean };

const AT_ONCE = 1000;

/** The states of purchases by id; those that do not exist are left out. */
async function statesOf(orders: Snapshot, ids: number[]): Promise<Map<number, PurchaseState>> {
  const rows = await orders.all<PurchaseRow>(
    `select id, status, updated_at <= ${DEADLINE} as settled from purchases where id = any($1::bigint[])`,
    [ids],
  );
  return new Map(rows.map(({ id, status, settled }) => [id, { status, settled }]));
}

/** Gives each row that names a purchase together with the state of that purchase. */
export async function* withPurchases<Item>(
  orders: Snapshot,
  items: AsyncIterable<Item>,
  purchaseOf: (item: Item) => number,
): AsyncGenerator<[Item, PurchaseState | undefined]> {
  const waiting: Item[] = [];
  async function* look(): AsyncGenerator<[Item, PurchaseState | undefined]> {
    const taken = waiting.splice(0);
    const states = await statesOf(orders, taken.map(purchaseOf));
    for (const item of taken) yield [item, states.get(purchaseOf(item))];
  }
  for await (const item of items) {
    waiting.push(item);
    if (waiting.length >= AT_ONCE) yield* look();
  }
  if (waiting.length > 0) yield* look();
}
