import '../node-errors.ts';
import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { InventoryService } from '@boxoffice/contracts/inventory/v1/inventory_service';
import { networkTransport } from '@boxoffice/platform';
import { eventually, freePort, SERVICE_TOKEN } from '@boxoffice/testing';
import { type Client, Code, ConnectError, createClient } from '@connectrpc/connect';
import { afterEach, expect, jest, test } from '@jest/globals';
import { type Fixture, startFixture, TICKET } from './rpc-fixture.ts';
import { type ServerProcess, startServerProcess } from './server-process.ts';

const CALLS = 60;
const PATIENCE = { timeoutMs: 20_000 };

jest.setTimeout(90_000);
const GONE = 'http://nobody.invalid:4000';

const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0)) await cleanup();
});

const inventory = (...urls: string[]) => createClient(InventoryService, networkTransport(urls, SERVICE_TOKEN));
const ask = (client: Client<typeof InventoryService>, eventId = 1n, options = {}) =>
  client.getTicket({ ticketId: TICKET.good, eventId }, options);

async function fixtures(count: number): Promise<Fixture[]> {
  const started = await Promise.all(Array.from({ length: count }, () => startFixture()));
  cleanups.push(() => Promise.all(started.map(({ close }) => close())));
  return started;
}

async function serverProcess(port?: number): Promise<ServerProcess> {
  const server = await startServerProcess(port);
  cleanups.push(server.kill);
  return server;
}

/** A port that takes connections and never says a word. */
async function mutePort(): Promise<string> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => sockets.add(socket)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  cleanups.push(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** The pids of those who answered some calls, with how often each did. */
async function answerers(client: Client<typeof InventoryService>, calls = CALLS, options = {}) {
  const counts = new Map<string, number>();
  for (let i = 0; i < calls; i++) {
    const seat = (await ask(client, 1n, options)).ticket?.seat ?? '';
    counts.set(seat, (counts.get(seat) ?? 0) + 1);
  }
  return counts;
}

test('calls go to all addresses in turn', async () => {
  const servers = await fixtures(3);
  const client = inventory(...servers.map(({ baseUrl }) => baseUrl));
  await eventually(async () => {
    await ask(client);
    for (const { seen } of servers) expect(seen.events).not.toEqual([]);
  });
  for (const { seen } of servers) seen.events.length = 0;
  for (let i = 0; i < CALLS; i++) await ask(client);
  expect(servers.map(({ seen }) => seen.events.length)).toEqual([CALLS / 3, CALLS / 3, CALLS / 3]);
});

test('addresses that refuse, do not exist or say nothing cost no call its deadline', async () => {
  const [server] = await fixtures(1);
  const refusing = `http://127.0.0.1:${await freePort()}`;
  const client = inventory(await mutePort(), refusing, GONE, server?.baseUrl ?? '');
  const calls = Array.from({ length: CALLS }, () => ask(client));
  for (const { ticket } of await Promise.all(calls)) expect(ticket?.seat).toBe('A1');
});

test.each(['refuse', 'say nothing'])(
  'when all addresses %s, calls fail as unavailable before their deadline',
  async (how) => {
    const url = how === 'refuse' ? `http://127.0.0.1:${await freePort()}` : await mutePort();
    const client = inventory(url, url);
    for (let i = 0; i < 3; i++) {
      const failed = await ask(client).catch(ConnectError.from);
      expect(failed).toMatchObject({ code: Code.Unavailable });
      expect((failed as ConnectError).rawMessage).toContain(url);
    }
  },
);

test('a process that is killed is left out, and gets calls again once it is back', async () => {
  const [one, two] = [await serverProcess(), await serverProcess()];
  const client = inventory(one.url, two.url);
  await eventually(async () => expect((await answerers(client, 10)).size).toBe(2), PATIENCE);
  await one.kill();
  // The call that meets the broken session may have been processed, so it is not repeated.
  await ask(client).catch(() => undefined);
  expect([...(await answerers(client))]).toEqual([[`${two.pid}`, CALLS]]);
  const again = await serverProcess(one.port);
  await eventually(async () => expect((await answerers(client, 10)).has(`${again.pid}`)).toBe(true), PATIENCE);
});

test('a process that hangs is left out while others respond', async () => {
  const [one, two] = [await serverProcess(), await serverProcess()];
  const client = inventory(one.url, two.url);
  await eventually(async () => expect((await answerers(client, 10)).size).toBe(2), PATIENCE);
  one.halt();
  const stuck = Promise.allSettled([ask(client), ask(client)]);
  const short = { timeoutMs: 1000 };
  await eventually(
    async () => expect([...(await answerers(client, 10, short))]).toEqual([[`${two.pid}`, 10]]),
    PATIENCE,
  );
  await one.kill();
  expect((await stuck).map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
});

test('an address that refused a moment ago is tried again when the others have gone', async () => {
  const port = await freePort();
  const [leaving] = await fixtures(1);
  const client = inventory(`http://127.0.0.1:${port}`, leaving?.baseUrl ?? '');
  for (let turn = 0; turn < 10; turn++) await ask(client);
  const back = await startFixture(port);
  cleanups.push(() => back.close());
  await leaving?.close();
  await ask(client, 7n);
  expect(back.seen.events).toContain(7n);
});

test('servers that go away in the middle of many calls lose none and process none twice', async () => {
  const servers = await fixtures(2);
  const [one, two] = servers as [Fixture, Fixture];
  const client = inventory(one.baseUrl, two.baseUrl);
  const seen: bigint[] = [];
  let asked = 0n;
  let open = true;

  async function callAll(): Promise<void> {
    while (open) {
      asked += 1n;
      await ask(client, asked);
      const results = [];
      for await (const { results: some } of client.reserveTickets({ holds: [{ purchaseId: asked }] }))
        results.push(...some);
      expect(results).toHaveLength(1);
    }
  }

  const calling = Promise.all(Array.from({ length: 40 }, callAll));
  let current: Fixture[] = [one, two];
  for (let round = 0; round < 10; round++) {
    const [leaving, staying] = current as [Fixture, Fixture];
    await eventually(() => expect(leaving.seen.events.length).toBeGreaterThan(50), PATIENCE);
    await leaving.close();
    seen.push(...leaving.seen.events);
    current = [staying, await startFixture(Number(new URL(leaving.baseUrl).port))];
  }
  open = false;
  await calling;
  for (const server of current) {
    await server.close();
    seen.push(...server.seen.events);
  }
  expect(seen.length).toBe(Number(asked));
  expect(new Set(seen).size).toBe(seen.length);
});
