import { beforeAll, describe, expect, test } from '@jest/globals';
import { badAccounts } from './bad-input/accounts.ts';
import type { BadRequest } from './bad-input/bad-request.ts';
import { badBodies } from './bad-input/bodies.ts';
import { badEvents } from './bad-input/events.ts';
import { badPaths, badRoutes } from './bad-input/paths.ts';
import { badPurchases } from './bad-input/purchases.ts';
import { badTickets } from './bad-input/tickets.ts';
import { ok, refusal } from './support/answer.ts';
import type { Customer } from './support/customer.ts';
import { sendBytes, sendRaw } from './support/raw.ts';
import type { Event, Page } from './support/resources.ts';
import { type Show, stageShow } from './support/show.ts';
import { takeSnapshot } from './support/snapshot.ts';
import { usePlatform } from './support/use-platform.ts';

const { api, platform } = usePlatform('standalone');
let show: Show;
let buyer: Customer;
let purchaseId: number;
let before: unknown;

beforeAll(async () => {
  show = await stageShow(api, { price: 1234 });
  buyer = await api.customer();
  ok(await buyer.buy([show.ticketIds[0], show.ticketIds[1]]), 201);
  refusal(await buyer.buy([show.ticketIds[2]], 'tok_declined'), 402, 'payment_declined');
  purchaseId = ok(await buyer.reserve([show.ticketIds[3]]), 201).id;
  before = await takeSnapshot(api, show, buyer);
});

/** Puts what there is in the place of its name. */
function fill(text: string): string {
  return text
    .replaceAll('":ticket text"', `"${show.ticketIds[4]}"`)
    .replaceAll('":ticket"', String(show.ticketIds[4]))
    .replaceAll(':event', String(show.event.id))
    .replaceAll(':missing', String(show.event.id * 1_000_000 + 999_999))
    .replaceAll(':ticket', String(show.ticketIds[4]))
    .replaceAll(':purchase', String(purchaseId));
}

function authorization(who: BadRequest['who']): Record<string, string> {
  if (who === 'nobody') return {};
  const { tokens } = who === 'partner' ? show.partner : buyer;
  return { authorization: `Bearer ${tokens.access_token}` };
}

async function expectRefused({ who, request, json, raw, headers = {}, ...wanted }: BadRequest): Promise<void> {
  const [method = '', path = ''] = fill(request).split(' ');
  const text = json === undefined ? undefined : fill(JSON.stringify(json));
  const typed = json === undefined ? {} : { 'content-type': 'application/json' };
  const answer = await sendRaw(platform().url, {
    method,
    path,
    headers: { ...typed, ...authorization(who), ...headers },
    body: text === undefined ? (raw ?? []) : [text],
  });
  const problem = refusal(answer, wanted.status ?? 400, wanted.reason ?? 'validation_failed');
  if (!wanted.fields) return;
  const { fields } = wanted;
  // An item of a list may be named for the list.
  const named = problem.errors.map(({ field }) => (fields.includes(field) ? field : field.replace(/\.\d+$/, '')));
  expect([...new Set(named)].sort()).toEqual(fields.toSorted());
}

describe.each([
  ['a body', badBodies],
  ['an account', badAccounts],
  ['an event', badEvents],
  ['tickets', badTickets],
  ['a purchase', badPurchases],
  ['a path or a query', badPaths],
  ['a route', badRoutes],
])('%s that is wrong is refused:', (_part, requests) => {
  test.each(requests.map((request) => ({ ...request, title: `${request.what} (${request.request.slice(0, 60)})` })))(
    '$title',
    expectRefused,
  );
});

describe('what is no HTTP is refused:', () => {
  test.each([
    ['no request', 'hello\r\n\r\n', 400],
    [
      'a body of two lengths',
      'POST /v1/auth/login HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
      400,
    ],
    ['a length that is none', 'POST /v1/auth/login HTTP/1.1\r\nHost: x\r\nContent-Length: -5\r\n\r\n', 400],
    ['headers without end', `GET /v1/events HTTP/1.1\r\nHost: x\r\nX-Long: ${'x'.repeat(100_000)}\r\n\r\n`, 431],
  ])('%s', async (_what, bytes, status) => {
    const answer = await sendBytes(platform().url, bytes);
    expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    expect(answer).toContain('application/problem+json');
  });
});

test.each(["' OR 1=1 --", '%', '_', '\\', "'; DROP TABLE events; --", '((((', ':*', 'a & !b', '{{7*7}}', '<script>'])(
  'a search for %s is one for words that no event has',
  async (words) => {
    for (const field of ['q', 'location']) {
      const { data } = ok(await api.get<Page<Event>>(`/v1/events?${field}=${encodeURIComponent(words)}`));
      expect(data).toEqual([]);
    }
  },
);

test('nothing of all this has changed anything', async () => {
  expect(await takeSnapshot(api, show, buyer)).toEqual(before);
});
