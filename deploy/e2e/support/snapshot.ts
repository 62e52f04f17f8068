import { isDeepStrictEqual } from 'node:util';
import type { Api } from './api.ts';
import type { Customer } from './customer.ts';
import type { Show } from './show.ts';
import { soon } from './soon.ts';

/** Everything that can be seen of a show and of one of its buyers, once it has come to rest. */
export async function takeSnapshot(api: Api, { partner, event }: Show, buyer: Customer): Promise<unknown> {
  const own = `/v1/partners/events/${event.id}`;
  const look = async () => {
    const purchases = await buyer.purchases();
    return {
      events: await api.all('/v1/events'),
      tickets: await api.all(`/v1/events/${event.id}/tickets`),
      seatMap: (await api.get(`/v1/events/${event.id}/seatmap`)).body,
      ownEvents: await partner.all('/v1/partners/events'),
      batches: await partner.all(`${own}/batches`),
      summary: await partner.eventSummary(event),
      sales: await partner.sales(),
      failures: await partner.failures(),
      purchases,
      histories: await Promise.all(purchases.map(({ id }) => buyer.history(id))),
      people: [(await partner.get('/v1/me')).body, (await buyer.get('/v1/me')).body],
    };
  };
  let last = await look();
  return soon(async () => {
    await new Promise((resolve) => setTimeout(resolve, 500));
    const now = await look();
    const same = isDeepStrictEqual(now, last);
    last = now;
    if (!same) throw new Error('the platform has not come to rest');
    return now;
  }, 5000);
}
