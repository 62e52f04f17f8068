import { InventoryService } from '@boxoffice/contracts/inventory/v1/inventory_service';
import { networkTransport } from '@boxoffice/platform';
import { eventually, SERVICE_TOKEN } from '@boxoffice/testing';
import { Code, ConnectError, createClient } from '@connectrpc/connect';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Fixture, HOLD, startFixture, TICKET } from './rpc-fixture.ts';

const BURST = 1500;
const PATIENCE = { timeoutMs: 25_000 };
// The usual deadline is too short for so many calls on a busy machine.
const DEADLINE = { timeoutMs: 60_000 };

let fixture: Fixture;

beforeAll(async () => {
  fixture = await startFixture();
});
afterAll(() => fixture.close());

test('1,500 calls cancelled at once end neither the session nor the calls of others on it', async () => {
  const client = createClient(InventoryService, networkTransport(fixture.baseUrl, SERVICE_TOKEN));
  const stream = client.reserveTickets({ holds: [{ purchaseId: 1n }, { purchaseId: HOLD.waits }] }, DEADLINE);
  const other = stream[Symbol.asyncIterator]();
  expect((await other.next()).value?.results[0]?.purchaseId).toBe(1n);

  const cancelling = new AbortController();
  const burst = Array.from({ length: BURST }, () =>
    client.getTicket({ ticketId: TICKET.never }, { ...DEADLINE, signal: cancelling.signal }).then(
      () => 'answered',
      (error) => ConnectError.from(error).code,
    ),
  );
  await eventually(() => expect(fixture.seen.waiting).toBe(BURST), PATIENCE);
  cancelling.abort();
  expect(new Set(await Promise.all(burst))).toEqual(new Set([Code.Canceled]));
  await eventually(() => expect(fixture.seen.aborted).toBe(BURST), PATIENCE);

  fixture.release();
  expect((await other.next()).value?.results[0]?.purchaseId).toBe(HOLD.waits);
  expect((await other.next()).done).toBe(true);
  expect((await client.getTicket({ ticketId: TICKET.good })).ticket?.seat).toBe('A1');
}, 60_000);
