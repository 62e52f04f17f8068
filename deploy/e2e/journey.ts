import { describe } from '@jest/globals';
import { access } from './journey/access.ts';
import { logins, registration } from './journey/accounts.ts';
import { cancellations } from './journey/cancellations.ts';
import { cookieSessions } from './journey/cookie-sessions.ts';
import { eventCancellation } from './journey/event-cancellation.ts';
import { events } from './journey/events.ts';
import { failures } from './journey/failures.ts';
import { idempotency } from './journey/idempotency.ts';
import { HOLD_SECONDS, purchases } from './journey/purchases.ts';
import { sales } from './journey/sales.ts';
import { search } from './journey/search.ts';
import { REFRESH_GRACE_SECONDS, sessions } from './journey/sessions.ts';
import { tickets } from './journey/tickets.ts';
import { PAYMENT_RESOLVE_SECONDS, PAYMENT_TIMEOUT_MS, waiting } from './journey/waiting.ts';
import type { Topology } from './support/platform.ts';
import { usePlatform } from './support/use-platform.ts';

const SETTINGS = { HOLD_SECONDS, PAYMENT_TIMEOUT_MS, PAYMENT_RESOLVE_SECONDS, REFRESH_GRACE_SECONDS };

/** Walks through the whole product as its users do, over REST, on a platform of its own. */
export function describeJourney(topology: Topology): void {
  describe(`on the ${topology} platform`, () => {
    const settings = Object.entries(SETTINGS).map(([name, value]) => [name, String(value)]);
    const { api } = usePlatform(topology, Object.fromEntries(settings));
    registration(api);
    logins(api);
    sessions(api);
    cookieSessions(api);
    access(api);
    events(api);
    search(api);
    tickets(api);
    purchases(api);
    failures(api);
    cancellations(api);
    eventCancellation(api);
    idempotency(api);
    sales(api);
    waiting(api);
  });
}
