import { ok, refusal } from '../support/answer.ts';
import type { Api } from '../support/api.ts';
import type { Customer } from '../support/customer.ts';
import type { Partner } from '../support/partner.ts';
import { at } from '../support/present.ts';
import type { Event, Purchase } from '../support/resources.ts';

/** What two partners sold to three customers. */
export type Trading = {
  shop: Partner;
  /** The shop's events, the last one in another currency. */
  events: Event[];
  /** The section of each ticket of the first event that has one that sells. */
  sectionOf: Map<number, string>;
  other: Partner;
  /** The other partner's event. */
  foreign: Event;
  buyers: Customer[];
  /** Every purchase that was paid, as it stands after the cancellations. */
  bought: Purchase[];
  /** The purchase that failed, and the shop's tickets in it. */
  lost: { purchaseId: number; ticketIds: number[] };
};

/** True for what belongs to one of these events. */
export const within = (events: Event[]) => (line: { event_id: number }) =>
  events.some(({ id }) => id === line.event_id);

async function stageEvents(shop: Partner, other: Partner) {
  const one = await shop.event({ name: 'One' });
  const two = await shop.event({ name: 'Two' });
  const dollar = await shop.event({ name: 'Dollar', currency: 'USD' });
  const foreign = await other.event({ name: 'Elsewhere' });
  const stalls = await shop.seats(one, 6, 1999, { section: 'Stalls', prefix: 'S' });
  const vip = await shop.seats(one, 6, 10_001, { section: 'VIP', prefix: 'V' });
  await shop.seats(one, 6, 5, { section: 'Roof', prefix: 'R' });
  const plain = await shop.seats(two, 6, 333);
  const abroad = await shop.seats(dollar, 6, 4999);
  const elsewhere = await other.seats(foreign, 6, 777);
  const sectionOf = new Map([...stalls.map((id) => [id, 'Stalls'] as const), ...vip.map((id) => [id, 'VIP'] as const)]);
  return { events: [one, two, dollar], foreign, stalls, vip, plain, abroad, elsewhere, sectionOf };
}

/** Lets customers buy from two partners, also from both at once, and cancel some of it; one purchase fails. */
export async function stageTrading(api: Api): Promise<Trading> {
  const [shop, other] = await Promise.all([api.partner(), api.partner()]);
  const [ana, bia, caio] = await Promise.all([
    api.customer({ name: 'Ana' }),
    api.customer({ name: 'Bia' }),
    api.customer({ name: 'Caio' }),
  ]);
  const { stalls, vip, plain, abroad, elsewhere, ...staged } = await stageEvents(shop, other);
  const orders: [Customer, number[]][] = [
    [ana, [stalls[0], stalls[1], vip[0]]],
    [bia, [stalls[2], plain[0], elsewhere[0]]],
    [caio, [vip[1], vip[2], elsewhere[1], elsewhere[2]]],
    [ana, [plain[1], plain[2]]],
    [bia, [abroad[0], abroad[1]]],
    [caio, [elsewhere[3]]],
    [ana, [stalls[3], plain[3]]],
  ];
  const bought: Purchase[] = [];
  for (const [buyer, ids] of orders) bought.push(ok(await buyer.buy(ids), 201));
  const cancel = async (i: number, buyer: Customer, ids?: number[]) => {
    bought[i] = ok(await buyer.cancel(at(bought, i).id, ids));
  };
  await cancel(0, ana, [stalls[1]]);
  await cancel(6, ana);
  await cancel(2, caio, [vip[1], elsewhere[1]]);
  await cancel(4, bia, [abroad[0]]);
  const wanted = [stalls[4], vip[3], elsewhere[4]];
  const { purchase_id: purchaseId } = refusal(await caio.buy(wanted, 'tok_declined'), 402, 'payment_declined');
  // Held tickets are no sales.
  ok(await bia.reserve([stalls[5]]), 201);
  const lost = { purchaseId, ticketIds: wanted.slice(0, 2) };
  return { shop, other, ...staged, buyers: [ana, bia, caio], bought, lost };
}
