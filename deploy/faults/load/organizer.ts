import { ok } from '../../e2e/support/answer.ts';
import { keyed } from '../../e2e/support/http.ts';
import { newEvent, type Partner } from '../../e2e/support/partner.ts';
import { at } from '../../e2e/support/present.ts';
import type { Random } from '../../e2e/support/random.ts';
import type { CreatedTickets, Event } from '../../e2e/support/resources.ts';
import type { Market } from './commands.ts';
import { untilFinal } from './patience.ts';

/** Somebody who puts on events for a load and cancels some. */
export type Organizer = {
  /** Puts an event on sale and answers it: two sections of other prices, sometimes free. */
  open(seats: number): Promise<Event>;
  /** Cancels an event for good. */
  cancel(event: Event): Promise<void>;
};

/** Works for some partners in turn; every command has a key and is repeated until it is answered. */
export function createOrganizer(partners: Partner[], random: Random, { ledger, seats, patience }: Market): Organizer {
  let commands = 0;
  const nextKey = () => keyed(`organizer-${++commands}`);

  async function sell(partner: Partner, event: Event, section: string, quantity: number): Promise<void> {
    const price = random.integer(8) === 0 ? 0 : 1000 + random.integer(9000);
    const headers = nextKey();
    const batch = { section, prefix: `${section}-`, price, quantity };
    const answer = await untilFinal<CreatedTickets>(() => partner.createTickets(event.id, batch, headers), patience);
    const { first_ticket_id: first, created } = ok(answer, 201);
    seats.open(event.id, first, created);
  }

  return {
    async open(quantity) {
      const partner = at(partners, random.integer(partners.length));
      const headers = nextKey();
      const fields = newEvent({ name: `Show ${ledger.staged.length + 1}` });
      const event = ok(
        await untilFinal<Event>(() => partner.post('/v1/partners/events', fields, headers), patience),
        201,
      );
      ledger.staged.push({ partner, event, seats: quantity, cancelled: false });
      const stalls = Math.ceil(quantity / 2);
      await sell(partner, event, 'Stalls', stalls);
      await sell(partner, event, 'Circle', quantity - stalls);
      return event;
    },
    async cancel(event) {
      const staged = ledger.staged.find((one) => one.event.id === event.id);
      if (!staged) throw new Error(`event ${event.id} is not on sale`);
      seats.close(event.id);
      staged.cancelled = true;
      const headers = nextKey();
      const path = `/v1/partners/events/${event.id}/cancel`;
      ok(await untilFinal(() => staged.partner.post(path, { reason: 'The band is ill' }, headers), patience), 202);
    },
  };
}
