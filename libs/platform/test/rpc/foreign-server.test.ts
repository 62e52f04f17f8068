import { createServer, type Http2Server, type ServerHttp2Stream } from 'node:http2';
import type { AddressInfo } from 'node:net';
import { InventoryService } from '@boxoffice/contracts/inventory/v1/inventory_service';
import { networkTransport } from '@boxoffice/platform';
import { eventually, SERVICE_TOKEN } from '@boxoffice/testing';
import { Code, ConnectError, createClient } from '@connectrpc/connect';
import { connectNodeAdapter } from '@connectrpc/connect-node';
import { afterEach, expect, test } from '@jest/globals';
import { statusOf } from './rpc-fixture.ts';

const servers: Http2Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

/** The client that services use, of a server that is not the platform's. */
async function clientOf(server: Http2Server) {
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return createClient(InventoryService, networkTransport(`http://127.0.0.1:${port}`, SERVICE_TOKEN));
}

const clientOfStream = (answer: (stream: ServerHttp2Stream) => void) => {
  const server = createServer();
  server.on('stream', (stream) => {
    stream.on('error', () => undefined);
    answer(stream);
  });
  return clientOf(server);
};

const GRPC = { ':status': 200, 'content-type': 'application/grpc' };
// A GetTicketResponse without anything in it.
const EMPTY = Buffer.alloc(5);

test('Connect’s own server answers calls and streams, and its errors come with their details', async () => {
  const client = await clientOf(
    createServer(
      connectNodeAdapter({
        routes: (router) =>
          router.service(InventoryService, {
            getTicket: ({ ticketId }, { requestHeader }) => {
              if (ticketId === 2n) throw new ConnectError('über 100 %', Code.NotFound);
              return { ticket: { id: ticketId, seat: requestHeader.get('authorization') ?? '' } };
            },
            async *reserveTickets({ holds }) {
              for (const { purchaseId } of holds) {
                if (purchaseId === 3n) throw new ConnectError('enough', Code.Aborted);
                yield { results: [{ purchaseId }] };
              }
            },
          }),
      }),
    ),
  );
  const { ticket } = await client.getTicket({ ticketId: 1n });
  expect(ticket).toMatchObject({ id: 1n, seat: `Bearer ${SERVICE_TOKEN}` });
  expect(await statusOf(client.getTicket({ ticketId: 2n }))).toMatchObject({
    code: Code.NotFound,
    rawMessage: 'über 100 %',
  });
  const seen: (bigint | undefined)[] = [];
  const streaming = async () => {
    const holds = [1n, 2n, 3n].map((purchaseId) => ({ purchaseId }));
    for await (const { results } of client.reserveTickets({ holds })) seen.push(results[0]?.purchaseId);
  };
  expect((await statusOf(streaming())).code).toBe(Code.Aborted);
  expect(seen).toEqual([1n, 2n]);
});

test.each<[string, Code, (stream: ServerHttp2Stream) => void]>([
  ['answers by HTTP alone', Code.Unavailable, (stream) => stream.respond({ ':status': 503 }, { endStream: true })],
  [
    'answers something else',
    Code.Unknown,
    (stream) => {
      stream.respond({ ':status': 200, 'content-type': 'text/html' });
      stream.end('<p>hello');
    },
  ],
  [
    'tells no status',
    Code.Aborted,
    (stream) => {
      stream.respond(GRPC);
      stream.end(EMPTY);
    },
  ],
  [
    'ends in the middle of a message',
    Code.Internal,
    (stream) => {
      stream.respond(GRPC, { waitForTrailers: true });
      stream.on('wantTrailers', () => stream.sendTrailers({ 'grpc-status': '0' }));
      stream.end(Buffer.from([0, 0, 0, 0, 9, 1]));
    },
  ],
  [
    'answers no message',
    Code.Unimplemented,
    (stream) => stream.respond({ ...GRPC, 'grpc-status': '0' }, { endStream: true }),
  ],
  [
    'answers two messages',
    Code.Unimplemented,
    (stream) => {
      stream.respond(GRPC, { waitForTrailers: true });
      stream.on('wantTrailers', () => stream.sendTrailers({ 'grpc-status': '0' }));
      stream.end(Buffer.concat([EMPTY, EMPTY]));
    },
  ],
  [
    'compresses',
    Code.Internal,
    (stream) => {
      stream.respond(GRPC);
      stream.end(Buffer.from([1, 0, 0, 0, 0]));
    },
  ],
  ['resets the stream', Code.ResourceExhausted, (stream) => stream.close(11)],
  ['cancels', Code.Canceled, (stream) => stream.close(8)],
  ['breaks the connection', Code.Aborted, (stream) => stream.session?.destroy()],
])('a server that %s fails the call and nothing else', async (_what, code, answer) => {
  const client = await clientOfStream(answer);
  expect((await statusOf(client.getTicket({ ticketId: 1n }, { timeoutMs: 5000 }))).code).toBe(code);
});

test('a call is made again when the server says that it has not processed it, though the connection breaks', async () => {
  const seen: number[] = [];
  const client = await clientOfStream((stream) => {
    seen.push(stream.id ?? 0);
    // The first call is never answered, the second one is sent away with it.
    if (seen.length === 1) return;
    if (seen.length === 2) {
      const { session } = stream;
      session?.goaway(0, seen[0]);
      setImmediate(() => session?.destroy());
      return;
    }
    stream.respond(GRPC, { waitForTrailers: true });
    stream.on('wantTrailers', () => stream.sendTrailers({ 'grpc-status': '0' }));
    stream.end(EMPTY);
  });
  const first = statusOf(client.getTicket({ ticketId: 1n }));
  await eventually(() => expect(seen).toHaveLength(1));
  expect(await client.getTicket({ ticketId: 2n })).toBeDefined();
  expect(seen).toHaveLength(3);
  expect((await first).code).toBe(Code.Aborted);
});

test('a malformed message is an internal error', async () => {
  const client = await clientOfStream((stream) => {
    stream.respond(GRPC, { waitForTrailers: true });
    stream.on('wantTrailers', () => stream.sendTrailers({ 'grpc-status': '0' }));
    stream.end(Buffer.from([0, 0, 0, 0, 2, 0xff, 0xff]));
  });
  expect((await statusOf(client.getTicket({ ticketId: 1n }))).code).toBe(Code.Internal);
});

test('a stream that nobody reads is not read ahead without end', async () => {
  const EACH = 100_000;
  let sent = 0;
  const client = await clientOfStream((stream) => {
    stream.respond(GRPC);
    const envelope = Buffer.alloc(5 + EACH);
    envelope.writeUInt32BE(EACH, 1);
    const more = () => {
      while (sent < 2000 && stream.writable) {
        sent += 1;
        if (!stream.write(envelope)) return;
      }
    };
    stream.on('drain', more);
    more();
  });
  const stream = client.reserveTickets({ holds: [] }, { timeoutMs: 2000 })[Symbol.asyncIterator]();
  await statusOf(stream.next());
  expect(sent).toBeLessThan(200);
});
