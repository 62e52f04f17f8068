import { randomUUID } from 'node:crypto';
import type { Session } from '../../demo/rest/session.ts';

/** An event with as many seats as a large hall. */
export type Arena = { id: number; firstTicketId: number; seats: number };

const SECTIONS = ['North', 'East', 'South', 'West', 'Floor'];
const ROWS_A_SECTION = 100;
const SEATS_A_ROW = 100;
const LETTERS = 26;
const YEAR_MS = 365 * 86_400_000;

/** 1 is A, 26 is Z, 27 is AA. */
function rowName(number: number): string {
  const last = String.fromCharCode(65 + ((number - 1) % LETTERS));
  return number <= LETTERS ? last : rowName(Math.floor((number - 1) / LETTERS)) + last;
}

/** Publishes an event of 50,000 seats. */
export async function stageArena(partner: Session): Promise<Arena> {
  const body = {
    name: 'The arena',
    description: 'Fifty thousand seats.',
    location: 'São Paulo',
    date: new Date(Date.now() + YEAR_MS).toISOString(),
  };
  const { id } = await partner.call<{ id: number }>('POST', '/v1/partners/events', { body, key: randomUUID() });
  const batches: { first_ticket_id: number; created: number }[] = [];
  for (const [i, section] of SECTIONS.entries()) {
    const before = i * ROWS_A_SECTION;
    const [from, to] = [rowName(before + 1), rowName(before + ROWS_A_SECTION)];
    const batch = { section, price: 10_000 + 2500 * i, rows: { from, to, seats_per_row: SEATS_A_ROW } };
    batches.push(await partner.call('POST', `/v1/partners/events/${id}/tickets`, { body: batch, key: randomUUID() }));
  }
  const firstTicketId = Math.min(...batches.map((batch) => batch.first_ticket_id));
  return { id, firstTicketId, seats: batches.reduce((sum, { created }) => sum + created, 0) };
}
