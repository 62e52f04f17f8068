import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { type RunningOrder, startOrder } from './harness.ts';

let order: RunningOrder;

beforeEach(async () => {
  order = await startOrder();
});
afterEach(() => order.stop());

test('a ticket that inventory gives to two purchases is sold to one: the orders database refuses the second sale', async () => {
  const ids = order.inventory.addEvent(1, [1000]);
  const first = await order.place(ids, 'tok_approved');
  // An inventory that forgets whose ticket it is.
  order.inventory.takeAway(first.id);
  const second = await order.place(ids, 'tok_approved', { customerId: 8 });
  expect([first.status, second.status]).not.toEqual(['paid', 'paid']);
  const live = 'select purchase_id from sales where ticket_id = $1 and cancelled_at is null';
  expect(await order.sql(live, ids)).toEqual([{ purchase_id: first.id }]);
  expect(await order.sql("select id from purchases where status = 'paid'")).toEqual([{ id: first.id }]);
});
