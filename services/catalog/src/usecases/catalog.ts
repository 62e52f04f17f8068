import type { Event as EventMessage } from '@boxoffice/contracts/catalog/v1/catalog_service';
import type { Clock } from '@boxoffice/kernel';
import type { Database } from '@boxoffice/platform';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { EventFact } from '../domain/catalog-event.ts';
import type { TicketCounts } from '../domain/change-event.ts';

/** What the use cases work with. */
export type Catalog = {
  database: Database;
  clock: Clock;
  /** Records a fact in the entity manager's transaction. */
  recordFact(em: EntityManager, fact: EventFact): Promise<void>;
  /** Tells inventory and the bus, after the commit, that an event changed; never fails. */
  announce(event: EventMessage): Promise<void>;
  /** Asks inventory; not to be called inside a transaction. */
  countTickets(eventId: number): Promise<TicketCounts>;
  /** Names the state of all events, empty while changes are under way. */
  revision(): Promise<string>;
};
