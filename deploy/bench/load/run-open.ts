import { setTimeout as sleep } from 'node:timers/promises';
import type { Connection } from './connection.ts';
import type { Source } from './sources/source.ts';
import type { Tally } from './tally.ts';

/** When requests are to be sent, in milliseconds of `performance.now()`, and how many connections there may be. */
export type Schedule = { start: number; from: number; until: number; perSecond: number; connections: number };

/** What an open loop was to send in its time, and what it did send; begun counts the warm-up too. */
export type Sent = { offered: number; sent: number; begun: number };

const LOOK_MS = 1;

/** Sends requests on connections that are free, or new ones as long as there are few enough. */
function createSender(open: () => Connection, source: Source, tally: Tally, most: number) {
  const all: Connection[] = [];
  const free: number[] = [];
  let underWay = 0;
  return {
    busy: () => underWay > 0,
    /** Sends the request that was due at that moment; false when there is no connection for it. */
    send(due: number): boolean {
      const sender = free.pop() ?? (all.length < most ? all.push(open()) - 1 : undefined);
      const connection = sender === undefined ? undefined : all[sender];
      if (sender === undefined || connection === undefined) return false;
      const request = source.next(sender);
      if (request === undefined) throw new Error('there was nothing left to send');
      underWay++;
      connection.send(request, (status, start, bytes, error) => {
        underWay--;
        free.push(sender);
        tally.answer(status, source.judge(sender, status, start), due, bytes, error);
      });
      return true;
    },
    async close() {
      await Promise.all(all.map((connection) => connection.close()));
    },
  };
}

/**
 * Sends requests at a rate, whether or not earlier ones are answered: each on a connection that is free, or a new one,
 * or, when there may be no more, as soon as one is free. Returns when all of them are answered.
 */
export async function runOpen(
  open: () => Connection,
  source: Source,
  tally: Tally,
  { start, from, until, perSecond, connections }: Schedule,
): Promise<Sent> {
  const everyMs = 1000 / perSecond;
  const sender = createSender(open, source, tally, connections);
  const sent = { offered: Math.round((until - from) / everyMs), sent: 0, begun: 0 };
  let due = start;

  function sendUntil(now: number): void {
    for (; due <= now && sender.send(due); due += everyMs) {
      sent.begun++;
      if (due >= from) sent.sent++;
    }
  }

  for (let now = performance.now(); now < until; now = performance.now()) {
    sendUntil(now);
    await sleep(LOOK_MS);
  }
  // The last ones may be late by as much as the loop was held up.
  sendUntil(until);
  while (sender.busy()) await sleep(LOOK_MS);
  await sender.close();
  return sent;
}
