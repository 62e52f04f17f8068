import assert from 'node:assert/strict';
import type { Api } from '../../e2e/support/api.ts';
import type { SandboxServer } from '../../e2e/support/provider.ts';
import { type Show, ticketStatuses } from '../../e2e/support/show.ts';
import { soon } from '../../e2e/support/soon.ts';
import type { Scenario, Stage } from './scenarios.ts';

/** A platform, and the books of the payment provider that it uses. */
export type Ground = { api: Api; ledger: SandboxServer['ledger'] };

const RECOVERY_MS = 30_000;
const AT_REST = ['paid', 'failed', 'expired', 'cancelled'];

async function statusOfEvent({ partner, event }: Show): Promise<string> {
  // A cancelled event is not public any more.
  return (await partner.get<{ status: string }>(`/v1/partners/events/${event.id}`)).body.status;
}

async function isRight({ api, ledger }: Ground, { ends }: Scenario, { customer, shows }: Stage): Promise<void> {
  const purchases = await customer.purchases();
  assert.equal(purchases.length, 1, 'one command made one purchase');
  for (const { id, status, reason } of purchases) {
    assert.ok(AT_REST.includes(status), `purchase ${id} is still ${status}`);
    assert.ok(ends.includes(status), `purchase ${id} ended ${status} (${reason})`);
  }
  for (const { id, items } of purchases) {
    const price = items.reduce((sum, item) => sum + (item.status === 'sold' ? item.price : 0), 0);
    const of = `purchase-${id}-`;
    assert.equal(ledger.captured(of) - ledger.refunded(of), price, `the money of purchase ${id}`);
  }
  const items = purchases.flatMap((purchase) => (purchase.status === 'paid' ? purchase.items : []));
  const sold = items.filter(({ status }) => status === 'sold');
  for (const show of shows) {
    const cancelled = (await statusOfEvent(show)) === 'cancelled';
    const own = sold.filter(({ event_id: eventId }) => eventId === show.event.id);
    const revenue = own.reduce((sum, { price }) => sum + price, 0);
    const { currency_totals: totals, tickets_sold: tickets } = await show.partner.eventSummary(show.event);
    assert.deepEqual([tickets, totals[0]?.amount ?? 0], [own.length, revenue], 'the sales of an event');
    if (cancelled) {
      assert.deepEqual(own, [], 'a cancelled event keeps no sold ticket');
      continue;
    }
    const ids = new Set(own.map(({ ticket_id: id }) => id));
    for (const [id, status] of await ticketStatuses(api, show.event))
      assert.equal(status, ids.has(id) ? 'sold' : 'available', `ticket ${id}`);
  }
}

/** Waits, at most 30 s, until everything of a stage is at rest and right, and who died is back. */
export async function settles(ground: Ground, scenario: Scenario, stage: Stage): Promise<void> {
  await soon(async () => {
    await isRight(ground, scenario, stage);
    assert.equal((await ground.api.get('/health/ready')).status, 200, 'the platform is ready');
  }, RECOVERY_MS);
}
