import { DomainError } from '@boxoffice/kernel';
import type { EventStatus } from './catalog-event.ts';

type Step = 'allowed' | 'without sales';

/** How a status may change or stay; what is not listed may not. Nothing of a cancelled event changes any more. */
const STEPS: Record<EventStatus, Partial<Record<EventStatus, Step>>> = {
  draft: { draft: 'allowed', published: 'allowed', cancelled: 'allowed' },
  published: { draft: 'without sales', published: 'allowed', cancelled: 'allowed' },
  cancelled: {},
};

/** True when a step depends on whether tickets are held or sold. */
export function dependsOnSales(from: EventStatus, to: EventStatus): boolean {
  return STEPS[from][to] === 'without sales';
}

/** Refuses a step that may not happen: `event_cancelled`, or `event_has_sales` when tickets are held or sold. */
export function checkStep(from: EventStatus, to: EventStatus, heldOrSold = 0): void {
  const step = STEPS[from][to];
  if (step === undefined) {
    throw new DomainError('conflict', 'event_cancelled', 'A cancelled event does not change any more.');
  }
  if (step === 'without sales' && heldOrSold > 0) {
    throw new DomainError('conflict', 'event_has_sales', 'Tickets of this event are held or sold.');
  }
}
