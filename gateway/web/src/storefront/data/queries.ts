import './server-time.ts';
import { keepPreviousData, queryOptions, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { api } from '../../api/client.ts';
import { call } from '../../api/problem.ts';
import { useSession } from '../../api/session.ts';
import { type EventQuery, eventQuery, type Filters } from '../events/filters.ts';
import { keys } from './keys.ts';
import { serverNow } from './server-clock.ts';
import type { Purchase, PurchaseStatus } from './types.ts';

type Page<Row> = { data: Row[]; next_cursor: string | null };

const EVENTS_PAGE = 24;
const PURCHASES_PAGE = 20;
const AVAILABILITY_MS = 30_000;
const UNSETTLED_MS = 1000;
const AFTER_EXPIRY_MS = 300;

const firstPage = { initialPageParam: '', getNextPageParam: <Row>(page: Page<Row>) => page.next_cursor };
const paging = (limit: number, cursor: string) => ({ limit, ...(cursor === '' ? {} : { cursor }) });

/** Every row of the pages that are loaded. */
export function rowsOf<Row>(data: { pages: Page<Row>[] } | undefined): Row[] {
  return data?.pages.flatMap((page) => page.data) ?? [];
}

function readEvents(query: EventQuery, cursor: string, signal: AbortSignal) {
  return call(api.GET('/v1/events', { params: { query: { ...query, ...paging(EVENTS_PAGE, cursor) } }, signal }));
}

/** Events that can be seen, page by page. What was there stays while others are looked for. */
export function useEvents(filters: Filters) {
  const query = eventQuery(filters);
  return useInfiniteQuery({
    queryKey: keys.events(query),
    queryFn: ({ pageParam, signal }) => readEvents(query, pageParam, signal),
    placeholderData: keepPreviousData,
    refetchInterval: AVAILABILITY_MS,
    ...firstPage,
  });
}

/** One event. */
export function eventOptions(eventId: number) {
  return queryOptions({
    queryKey: keys.event(eventId),
    queryFn: ({ signal }) =>
      call(api.GET('/v1/events/{event_id}', { params: { path: { event_id: eventId } }, signal })),
    refetchInterval: AVAILABILITY_MS,
  });
}

/** One ticket as it is offered now. */
export function ticketOptions(eventId: number, ticketId: number) {
  return queryOptions({
    queryKey: keys.ticket(ticketId),
    queryFn: ({ signal }) =>
      call(
        api.GET('/v1/events/{event_id}/tickets/{ticket_id}', {
          params: { path: { event_id: eventId, ticket_id: ticketId } },
          signal,
        }),
      ),
    staleTime: 0,
    refetchInterval: AVAILABILITY_MS,
  });
}

/** The own purchases, newest first; of one status where it is told. */
export function usePurchases(status: PurchaseStatus | '') {
  return useInfiniteQuery({
    queryKey: keys.purchases(status),
    queryFn: ({ pageParam, signal }) =>
      call(
        api.GET('/v1/purchases', {
          params: { query: { ...(status === '' ? {} : { status }), ...paging(PURCHASES_PAGE, pageParam) } },
          signal,
        }),
      ),
    placeholderData: keepPreviousData,
    ...firstPage,
  });
}

/** The own purchases that hold tickets and wait to be paid; none while nobody is signed in. */
export function useWaitingPurchases() {
  const { status, role } = useSession();
  return useQuery({
    queryKey: keys.purchases('waiting'),
    queryFn: ({ signal }) =>
      call(api.GET('/v1/purchases', { params: { query: { status: 'reserved', limit: PURCHASES_PAGE } }, signal })),
    enabled: status === 'signed-in' && role === 'customer',
    staleTime: 0,
  });
}

/** Who takes the payments: it stays as it is while a page is open. */
export const paymentProviderOptions = queryOptions({
  queryKey: keys.paymentProvider,
  queryFn: ({ signal }) => call(api.GET('/v1/payments/provider', { signal })),
  staleTime: Number.POSITIVE_INFINITY,
});

const isUnsettled = ({ status }: Purchase) => ['pending', 'paying', 'cancelling'].includes(status);

/** A hold is looked at now and then, and as soon as its time is over. */
function untilExpiry({ expires_at: end }: Purchase): number {
  const left = end === null ? AVAILABILITY_MS : Date.parse(end) - serverNow() + AFTER_EXPIRY_MS;
  return Math.min(AVAILABILITY_MS, Math.max(UNSETTLED_MS, left));
}

/** One of the own purchases, read again every second until it is settled; also while `eager` says that news is due. */
export function usePurchase(purchaseId: number, eager: boolean) {
  return useQuery({
    queryKey: keys.purchase(purchaseId),
    queryFn: ({ signal }) => call(api.GET('/v1/purchases/{id}', { params: { path: { id: purchaseId } }, signal })),
    staleTime: 0,
    refetchInterval: ({ state: { data } }) => {
      if (!data) return false;
      if (eager || isUnsettled(data)) return UNSETTLED_MS;
      return data.status === 'reserved' ? untilExpiry(data) : false;
    },
  });
}

/** What happened to a purchase, oldest first; read again with each change of it. */
export function usePurchaseHistory({ id, updated_at: updatedAt }: Purchase) {
  return useQuery({
    queryKey: keys.history(id, updatedAt),
    queryFn: ({ signal }) => call(api.GET('/v1/purchases/{id}/history', { params: { path: { id } }, signal })),
    placeholderData: keepPreviousData,
  });
}
