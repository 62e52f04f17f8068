import { createHmac } from 'node:crypto';
import type { Tell } from './money.ts';

/** An event as Stripe keeps and sends it; `data.object` is what it is about, as it was then. */
export type DoubleEvent = {
  id: string;
  object: 'event';
  type: string;
  created: number;
  livemode: false;
  data: { object: { id: string; object: string } };
};

/** An event as it was sent, and the HTTP status it was answered with; 0 without an answer. */
export type Delivery = { event: string; type: string; status: number };

const now = () => Math.floor(Date.now() / 1000);

/** The signature header of a webhook, by the secret of its endpoint, made at a moment (seconds since 1970). */
export function signWebhook(payload: string, secret: string, timestamp = now()): string {
  const signature = createHmac('sha256', secret).update(`${timestamp}.${payload}`).digest('hex');
  return `t=${timestamp},v1=${signature}`;
}

/** Keeps events, and sends them signed to an address once there is one. */
export function createWebhooks(secret: string) {
  const events: DoubleEvent[] = [];
  const deliveries: Delivery[] = [];
  const underway = new Set<Promise<void>>();
  let address: string | undefined;

  async function deliver(event: DoubleEvent, url: string, timestamp?: number): Promise<void> {
    const body = JSON.stringify(event);
    const headers = { 'content-type': 'application/json', 'stripe-signature': signWebhook(body, secret, timestamp) };
    const answer = await fetch(url, { method: 'POST', headers, body }).catch(() => undefined);
    deliveries.push({ event: event.id, type: event.type, status: answer?.status ?? 0 });
    await answer?.arrayBuffer();
  }

  const tell: Tell = (type, subject) => {
    const data = { object: structuredClone(subject) };
    const event: DoubleEvent = {
      ...{ id: `evt_${events.length + 1}`, object: 'event', type },
      ...{ created: now(), livemode: false, data },
    };
    events.unshift(event);
    if (address === undefined) return;
    const delivering = deliver(event, address).finally(() => underway.delete(delivering));
    underway.add(delivering);
  };

  return {
    events,
    deliveries,
    tell,
    /** Sends what happens from now on to an address; undefined stops that. */
    sendTo(url: string | undefined): void {
      address = url;
    },
    /** Sends an event, again or for the first time, signed as at a moment. */
    async send(event: DoubleEvent, url: string, timestamp?: number): Promise<number> {
      await deliver(event, url, timestamp);
      return deliveries.at(-1)?.status ?? 0;
    },
    /** Waits for what is on its way. */
    async settle(): Promise<void> {
      await Promise.allSettled(underway);
    },
  };
}
