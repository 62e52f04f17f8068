import { isDeepStrictEqual } from 'node:util';
import type { Customer } from '../../e2e/support/customer.ts';
import type { Random } from '../../e2e/support/random.ts';
import type { Purchase } from '../../e2e/support/resources.ts';
import { createCommands, type Market } from './commands.ts';
import { untilFinal } from './patience.ts';
import { eventIdOf } from './seats.ts';
import { pickToken } from './tokens.ts';

export type { Market };

/** Somebody who goes on errands: each a purchase, what may follow from it, or a look around. */
export type Shopper = { errand(): Promise<void> };

const LONGEST_ABANDONED_MS = 250;
const MOST_PAYMENT_TRIES = 3;
const REPEATABLE = 20;

/** Gives a customer errands to run; the same chance gives the same wishes. */
export function createShopper(customer: Customer, name: string, random: Random, market: Market): Shopper {
  const { ledger, seats, outcomes, patience } = market;
  const commands = createCommands(customer, name, market);
  const once = (inAHundred: number) => random.integer(100) < inAHundred;

  async function buy(): Promise<void> {
    const purchase = await commands.place(seats.choose(random), pickToken(random));
    if (!purchase) return;
    if (once(10)) await lookAt(purchase);
    if (once(12)) await cancel(purchase);
  }

  async function reserve(): Promise<void> {
    const held = await commands.place(seats.choose(random), undefined);
    if (held?.status !== 'reserved') return;
    const dice = random.integer(100);
    // Some never come back: their time runs out.
    if (dice < 12) seats.giveBack(held.items.map(({ ticket_id }) => ticket_id));
    else if (dice < 24) await cancel(held);
    else if ((await pay(held.id)) && once(12)) await cancel(held);
  }

  /** Pays with one card after the other until one is taken or the hold is over. */
  async function pay(purchaseId: number): Promise<boolean> {
    for (let tries = 0; tries < MOST_PAYMENT_TRIES; tries++) {
      const status = await commands.pay(purchaseId, tries === 0 ? pickToken(random) : 'tok_approved');
      if (status === 200) return true;
      if (status === 409) return false;
    }
    return false;
  }

  async function cancel(purchase: Purchase): Promise<void> {
    const all = purchase.items.map(({ ticket_id }) => ticket_id);
    await commands.cancel(purchase, once(50) ? undefined : random.sample(all, 1 + random.integer(all.length)));
  }

  /** What was acknowledged can be read at once, as it was told. */
  async function lookAt(purchase: Purchase): Promise<void> {
    const { status, body } = await untilFinal(() => customer.get<Purchase>(`/v1/purchases/${purchase.id}`), patience);
    const refunded = ['cancelling', 'cancelled'].includes(body?.status) || body?.reason === 'event_cancelled';
    if (status === 200 && (refunded || isDeepStrictEqual(body, purchase))) return;
    const [told, read] = [purchase, body].map((one) => JSON.stringify(one));
    patience.illegal(`purchase ${purchase.id} was told as ${told}, and read as ${status} ${read}`);
  }

  async function repeat(): Promise<void> {
    const own = ledger.placements.filter((placement) => placement.customer === customer && placement.answer);
    const [placement] = random.sample(own.slice(-REPEATABLE), 1);
    if (placement) await commands.placeAgain(placement);
  }

  async function browse(): Promise<void> {
    const [ticketId = 0] = seats.choose(random);
    const path = `/v1/events/${eventIdOf(ticketId)}`;
    for (const read of [path, `${path}/seatmap`, `${path}/tickets/${ticketId}`, '/v1/events?limit=10']) {
      const { status, text } = await untilFinal(() => customer.get(read), patience);
      // Cancelled events are not shown any more.
      if (status !== 200 && status !== 404) patience.illegal(`${read} answered ${status}: ${text}`);
    }
    outcomes.add('browsed');
  }

  return {
    async errand() {
      if (seats.left() === 0) return;
      const dice = random.integer(100);
      if (dice < 76) await buy();
      else if (dice < 91) await reserve();
      else if (dice < 94) await commands.placeAndLeave(seats.choose(random), 1 + random.integer(LONGEST_ABANDONED_MS));
      else if (dice < 97) await repeat();
      else await browse();
    },
  };
}
