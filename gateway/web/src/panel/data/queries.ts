import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { api } from '../../api/client.ts';
import { call } from '../../api/problem.ts';
import { type SalesFilter, toQuery } from '../sales/sales-filter.ts';
import { keys } from './keys.ts';
import { type TaggedEvent, tagged } from './tagged-event.ts';
import type { Page } from './types.ts';

const PAGE = 50;
const RECENT = 10;
// Another filter shows what was there until its rows are: nothing flashes.
const filtered = { placeholderData: keepPreviousData };
// Figures that no event of the stream tells: what is held, and failures.
const SLOWLY = 15_000;
const OFTEN = 5_000;

const firstPage = { initialPageParam: '', getNextPageParam: <Row>(page: Page<Row>) => page.next_cursor };
const paging = (limit: number, cursor: string) => ({ limit, ...(cursor === '' ? {} : { cursor }) });

/** Every row of the pages that are loaded. */
export function rowsOf<Row>(data: { pages: Page<Row>[] } | undefined): Row[] {
  return data?.pages.flatMap((page) => page.data) ?? [];
}

/** Own events, newest first, 100 a page. */
export function useOwnEvents() {
  return useInfiniteQuery({
    queryKey: keys.events,
    queryFn: ({ pageParam, signal }) =>
      call(api.GET('/v1/partners/events', { params: { query: paging(100, pageParam) }, signal })),
    refetchInterval: SLOWLY,
    ...firstPage,
  });
}

/** One own event, with the ETag that a change must name. */
export async function readEvent(eventId: number, signal?: AbortSignal): Promise<TaggedEvent> {
  const path = { event_id: eventId };
  return tagged(api.GET('/v1/partners/events/{event_id}', { params: { path }, ...(signal ? { signal } : {}) }));
}

/** One own event. While its refunds are under way it is read every two seconds. */
export function useOwnEvent(eventId: number) {
  return useQuery({
    queryKey: keys.event(eventId),
    queryFn: ({ signal }) => readEvent(eventId, signal),
    refetchInterval: ({ state }) => {
      const { status, cancellation } = state.data?.event ?? {};
      if (status !== 'cancelled') return false;
      return cancellation && cancellation.refunded >= cancellation.purchases ? SLOWLY : 2000;
    },
  });
}

/** The sales of all own events. */
export function useSummary() {
  return useQuery({
    queryKey: keys.summary,
    queryFn: ({ signal }) => call(api.GET('/v1/partners/sales/summary', { signal })),
  });
}

/** The sales of one event and the counts of its tickets. */
export function useEventSummary(eventId: number) {
  return useQuery({
    queryKey: keys.eventSummary(eventId),
    queryFn: ({ signal }) =>
      call(
        api.GET('/v1/partners/events/{event_id}/sales/summary', { params: { path: { event_id: eventId } }, signal }),
      ),
    refetchInterval: OFTEN,
  });
}

/** The batches of an event. */
export function useBatches(eventId: number) {
  return useInfiniteQuery({
    queryKey: keys.batches(eventId),
    queryFn: ({ pageParam, signal }) =>
      call(
        api.GET('/v1/partners/events/{event_id}/batches', {
          params: { path: { event_id: eventId }, query: paging(100, pageParam) },
          signal,
        }),
      ),
    ...firstPage,
  });
}

/** Sold tickets, newest first. */
export function useSales(filter: SalesFilter) {
  return useInfiniteQuery({
    queryKey: keys.sales(filter),
    queryFn: ({ pageParam, signal }) =>
      call(
        api.GET('/v1/partners/sales', {
          params: { query: { ...toQuery(filter), ...paging(PAGE, pageParam) } },
          signal,
        }),
      ),
    ...filtered,
    ...firstPage,
  });
}

/** The last sold tickets, of all events or of one. */
export function useRecentSales(eventId?: number) {
  return useQuery({
    queryKey: keys.recent(eventId),
    queryFn: ({ signal }) =>
      call(api.GET('/v1/partners/sales', { params: { query: { ...toQuery({ eventId }), limit: RECENT } }, signal })),
  });
}

/** Failed purchases, newest first, 100 a page. */
export function useFailures(eventId?: number) {
  return useInfiniteQuery({
    queryKey: keys.failures(eventId),
    queryFn: ({ pageParam, signal }) =>
      call(
        api.GET('/v1/partners/failures', {
          params: { query: { ...toQuery({ eventId }), ...paging(100, pageParam) } },
          signal,
        }),
      ),
    refetchInterval: SLOWLY,
    ...filtered,
    ...firstPage,
  });
}

/** Everything that happened to a ticket, oldest first. */
export function useTicketHistory(eventId: number, ticketId: number) {
  return useQuery({
    queryKey: keys.history(ticketId),
    queryFn: ({ signal }) =>
      call(
        api.GET('/v1/partners/events/{event_id}/tickets/{ticket_id}/history', {
          params: { path: { event_id: eventId, ticket_id: ticketId } },
          signal,
        }),
      ),
    staleTime: 0,
  });
}

/** Which tickets of an event are listed. */
export type TicketFilter = {
  status?: 'available' | 'held' | 'sold' | 'withdrawn' | undefined;
  section?: string | undefined;
};

/** Tickets of a published event, by id. */
export function useTickets(eventId: number, { status, section }: TicketFilter) {
  return useInfiniteQuery({
    queryKey: keys.tickets(eventId, status, section),
    queryFn: ({ pageParam, signal }) =>
      call(
        api.GET('/v1/events/{event_id}/tickets', {
          params: {
            path: { event_id: eventId },
            query: {
              ...(status ? { status } : {}),
              ...(section === undefined ? {} : { section }),
              ...paging(PAGE, pageParam),
            },
          },
          signal,
        }),
      ),
    ...filtered,
    ...firstPage,
  });
}
