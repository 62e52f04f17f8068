import {
  CatalogService,
  type CreateEventRequest,
  EventSort,
  EventStatus,
  type UpdateEventRequest,
} from '@boxoffice/contracts/catalog/v1/catalog_service';
import type { PageRequest } from '@boxoffice/contracts/common/v1/page';
import { invalidField, MAX_EVENT_ID, notFound } from '@boxoffice/kernel';
import { actingPartner, requireService } from '@boxoffice/platform';
import { type Timestamp, timestampDate } from '@bufbuild/protobuf/wkt';
import type { ConnectRouter, ServiceImpl } from '@connectrpc/connect';
import type { CatalogEvent, EventDetails, EventStatus as Status } from './domain/catalog-event.ts';
import type { EventChange } from './domain/change-event.ts';
import { cancelEvent } from './usecases/cancel-event.ts';
import type { Catalog } from './usecases/catalog.ts';
import { createEvent } from './usecases/create-event.ts';
import { toEventMessage } from './usecases/event-message.ts';
import type { Page } from './usecases/event-position.ts';
import { getEvent, getEvents, getOwnEvent, type KnownEvent } from './usecases/get-event.ts';
import { listOwnEvents } from './usecases/list-own-events.ts';
import { searchEvents } from './usecases/search-events.ts';
import { updateEvent } from './usecases/update-event.ts';

// Refused like any other date that is none.
const NO_TIME = new Date(Number.NaN);

type Handlers = ServiceImpl<typeof CatalogService>;

/** The RPCs of catalog. */
export function catalogRoutes(catalog: Catalog): (router: ConnectRouter) => void {
  return (router) => {
    router.service(CatalogService, { ...commands(catalog), ...reads(catalog) });
  };
}

function commands(catalog: Catalog): Pick<Handlers, 'createEvent' | 'updateEvent' | 'cancelEvent'> {
  return {
    async createEvent(request, context) {
      const partnerId = actingPartner(context);
      const { response, replayed } = await createEvent(catalog, partnerId, toDetails(request), request.idempotency);
      return { event: response, replayed };
    },
    async updateEvent(request, context) {
      const event = await updateEvent(catalog, {
        partnerId: actingPartner(context),
        eventId: toEventId(request.eventId),
        change: toChange(request),
        expectedVersion: request.expectedVersion === 0n ? undefined : Number(request.expectedVersion),
      });
      return { event };
    },
    async cancelEvent({ eventId, reason, idempotency }, context) {
      const { response, replayed } = await cancelEvent(catalog, {
        partnerId: actingPartner(context),
        eventId: toEventId(eventId),
        reason,
        idempotency,
      });
      return { event: response, replayed };
    },
  };
}

function reads(catalog: Catalog): Omit<Handlers, keyof ReturnType<typeof commands>> {
  return {
    async getOwnEvent({ eventId }, context) {
      const event = await getOwnEvent(catalog, actingPartner(context), toEventId(eventId));
      return { event: toEventMessage(event) };
    },
    async listOwnEvents({ page }, context) {
      return toPageMessage(await listOwnEvents(catalog, actingPartner(context), toPage(page)));
    },
    async getEvent({ eventId }) {
      return { event: toEventMessage(await getEvent(catalog, toEventId(eventId))) };
    },
    async searchEvents({ query, location, from, to, sort, page }) {
      const order = sort === EventSort.NEWEST ? 'newest' : 'date';
      const search = { query, location, from: toDate(from), to: toDate(to), sort: order, page: toPage(page) } as const;
      return toPageMessage(await searchEvents(catalog, search));
    },
    async batchGetEvents({ eventIds, knownVersions }, context) {
      requireService(context);
      const { events, unchanged } = await getEvents(catalog, toKnownEvents(eventIds, knownVersions));
      return { events: events.map(toEventMessage), unchangedIds: unchanged.map(BigInt) };
    },
    async getEventsRevision(_request, context) {
      requireService(context);
      return { revision: await catalog.revision() };
    },
  };
}

function toKnownEvents(eventIds: bigint[], versions: bigint[]): KnownEvent[] {
  if (versions.length > 0 && versions.length !== eventIds.length) {
    throw invalidField('known_versions', 'must have one version for each id, or none at all');
  }
  const known = eventIds.map((id, i) => ({ id, version: versions[i] ?? 0n }));
  return known
    .filter(({ id }) => isEventId(id))
    .map(({ id, version }) => ({ id: Number(id), version: Number(version) }));
}

function toDetails(request: CreateEventRequest): EventDetails {
  return {
    name: request.name,
    description: request.description,
    date: toDate(request.date) ?? NO_TIME,
    location: request.location,
    status: toStatus(request.status) ?? 'published',
    currency: request.currency || 'BRL',
    salesStart: toDate(request.salesStart) ?? null,
    salesEnd: toDate(request.salesEnd) ?? null,
  };
}

function toChange(request: UpdateEventRequest): EventChange {
  return {
    name: request.name,
    description: request.description,
    date: toDate(request.date),
    location: request.location,
    status: toStatus(request.status),
    currency: request.currency,
    salesStart: request.clearSalesStart ? null : toDate(request.salesStart),
    salesEnd: request.clearSalesEnd ? null : toDate(request.salesEnd),
  };
}

function isEventId(id: bigint): boolean {
  return id >= 1n && id <= MAX_EVENT_ID;
}

function toEventId(id: bigint): number {
  if (!isEventId(id)) throw notFound('event');
  return Number(id);
}

function toDate(timestamp: Timestamp | undefined): Date | undefined {
  return timestamp && timestampDate(timestamp);
}

// A status that is not known is refused like `cancelled`: a partner may ask for neither.
function toStatus(status: EventStatus): Status | undefined {
  if (status === EventStatus.UNSPECIFIED) return undefined;
  if (status === EventStatus.DRAFT) return 'draft';
  return status === EventStatus.PUBLISHED ? 'published' : 'cancelled';
}

function toPage(page: PageRequest | undefined): Page {
  return { limit: page?.limit ?? 0, cursor: page?.cursor ?? '' };
}

function toPageMessage({ rows, nextCursor }: { rows: CatalogEvent[]; nextCursor: string }) {
  return { events: rows.map(toEventMessage), nextCursor };
}
