import { DomainError } from '@boxoffice/kernel';
import { expect, test } from '@jest/globals';
import type { EventStatus } from './catalog-event.ts';
import { checkStep, dependsOnSales } from './event-status.ts';

function outcome(from: EventStatus, to: EventStatus, heldOrSold: number): string {
  try {
    checkStep(from, to, heldOrSold);
    return 'ok';
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    expect(error.kind).toBe('conflict');
    return error.reason;
  }
}

test.each<[EventStatus, EventStatus, string, string]>([
  ['draft', 'draft', 'ok', 'ok'],
  ['draft', 'published', 'ok', 'ok'],
  ['draft', 'cancelled', 'ok', 'ok'],
  ['published', 'draft', 'ok', 'event_has_sales'],
  ['published', 'published', 'ok', 'ok'],
  ['published', 'cancelled', 'ok', 'ok'],
  ['cancelled', 'draft', 'event_cancelled', 'event_cancelled'],
  ['cancelled', 'published', 'event_cancelled', 'event_cancelled'],
  ['cancelled', 'cancelled', 'event_cancelled', 'event_cancelled'],
])('from %s to %s without sales is %s, with sales %s', (from, to, without, withSales) => {
  expect(outcome(from, to, 0)).toBe(without);
  expect(outcome(from, to, 1)).toBe(withSales);
  expect(dependsOnSales(from, to)).toBe(without !== withSales);
});
