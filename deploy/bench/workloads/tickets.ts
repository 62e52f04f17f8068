import { ratioOf } from '../measure/ratios.ts';
import { eachRound } from './rounds.ts';
import type { Workload } from './workload.ts';

// The very table, with its constraints and indexes, beside the platform's own.
const REFERENCE = `
  drop schema if exists bench cascade;
  create schema bench;
  create table bench.tickets (like public.tickets including all) with (fillfactor = 70);`;

/** 7: how long it takes to create a batch of tickets. */
export const tickets: Workload = {
  name: 'tickets',
  what: 'create 100,000 tickets in one batch',
  async run({ size, bed, market, say }) {
    await bed.sql('inventory', REFERENCE);
    let before = await create();

    async function create() {
      const partner = await market.partner();
      const event = await partner.event({ name: 'Stadium' });
      const begun = performance.now();
      await partner.seats(event, size.batch, 9000);
      return { event: event.id, ms: performance.now() - begun };
    }

    /** The same rows once more, out of the database itself. */
    async function insertSelect(eventId: number): Promise<number> {
      await bed.sql('inventory', 'truncate bench.tickets');
      return bed.time('inventory', `insert into bench.tickets select * from tickets where event_id = ${eventId}`);
    }

    try {
      const rounds = await eachRound(size.rounds, async () => {
        const reference = await insertSelect(before.event);
        before = await create();
        say(
          `  ${size.batch} tickets in ${Math.round(before.ms)} ms, by INSERT ... SELECT in ${Math.round(reference)} ms`,
        );
        return { reference, ours: before.ms };
      });
      const measure = {
        id: '7',
        name: `create ${size.batch} tickets`,
        ratio: 'time / server-side INSERT ... SELECT',
        better: 'lower' as const,
        target: 2,
        stretch: 1.2,
        rounds: rounds.map(({ reference, ours }) => ratioOf(ours, reference)),
      };
      return { measures: [measure], figures: [], raw: rounds };
    } finally {
      await bed.sql('inventory', 'drop schema bench cascade');
    }
  },
};
