import { setTimeout as sleep } from 'node:timers/promises';
import type { Customer } from '../../e2e/support/customer.ts';

/**
 * How the text of a seat map is asked for, undefined when it is as before, and who buys the seats that it is to show as
 * sold.
 */
export type Probe = { customer: Customer; map: () => Promise<string | undefined>; take: () => number[] };

const BETWEEN_MS = 10;
const GIVEN_UP_MS = 10_000;
const EVENT = 1_000_000;
const TAKEN = '"taken":"';
const SOLD = 2;

/**
 * True when the text of a seat map shows all of some tickets as sold. The map is not parsed: that would take ten times the
 * time, on the processors whose work is measured.
 */
export function showsSold(text: string, tickets: readonly number[]): boolean {
  const from = text.lastIndexOf(TAKEN);
  if (from < 0) throw new Error(`not a seat map: ${text.slice(0, 500)}`);
  const taken = Buffer.from(text.slice(from + TAKEN.length, text.lastIndexOf('"')), 'base64');
  return tickets.every((id) => {
    const place = (id % EVENT) - 1;
    return (((taken[place >> 2] ?? 0) >> ((place & 3) * 2)) & 3) === SOLD;
  });
}

/**
 * Buys seats one purchase after the other until the time is over, and measures how long after the buyer's answer readers
 * are still shown the seats as they were: up to the beginning of the first read that shows them as sold. In milliseconds.
 */
export async function probeStaleness({ customer, map, take }: Probe, over: () => boolean): Promise<number[]> {
  const samples: number[] = [];
  while (!over()) {
    const tickets = take();
    const { status, text } = await customer.buy(tickets);
    if (status !== 201) throw new Error(`a purchase failed while seat maps were read: ${text}`);
    const boughtAt = performance.now();
    for (;;) {
      const askedAt = performance.now();
      const text = await map();
      if (text !== undefined && showsSold(text, tickets)) {
        samples.push(askedAt - boughtAt);
        break;
      }
      if (askedAt - boughtAt > GIVEN_UP_MS) throw new Error(`the seat map did not show a sale for ${GIVEN_UP_MS} ms`);
      await sleep(BETWEEN_MS);
    }
  }
  return samples;
}

/** The value that 99% of the samples do not exceed. */
export function p99(samples: readonly number[]): number {
  const sorted = [...samples].sort((a, b) => a - b);
  const value = sorted[Math.ceil(sorted.length * 0.99) - 1];
  if (value === undefined) throw new RangeError('there are no samples');
  return value;
}
