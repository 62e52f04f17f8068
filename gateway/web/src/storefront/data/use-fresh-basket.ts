import { useQueries } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { refreshed, type TicketNow } from '../basket/rules.ts';
import { changeBasket, useBasket } from '../basket/store.ts';
import { salesState } from '../events/sales-state.ts';
import { isMissing } from './missing.ts';
import { eventOptions, ticketOptions } from './queries.ts';
import { serverNow } from './server-clock.ts';
import type { ShopEvent, Ticket } from './types.ts';

function troubleOf(ticket: Ticket, event: ShopEvent | undefined): Pick<TicketNow, 'trouble'> {
  if (ticket.status !== 'available') return { trouble: ticket.status };
  const sales = event && salesState(event, serverNow());
  if (!sales || sales.kind === 'open') return {};
  return { trouble: sales.kind === 'cancelled' ? 'event_cancelled' : 'event_not_on_sale' };
}

function readAt(query: { dataUpdatedAt: number; errorUpdatedAt: number } | undefined): number {
  return Math.max(query?.dataUpdatedAt ?? 0, query?.errorUpdatedAt ?? 0);
}

/**
 * Keeps what the basket shows up to date: prices, and whether its tickets can still be had. While a reservation is under
 * way nothing is changed: seats that are held then may be held for this very basket.
 */
export function useFreshBasket(paused: boolean): void {
  const basket = useBasket();
  const eventIds = [...new Set(basket.map(({ eventId }) => eventId))];
  const events = useQueries({ queries: eventIds.map((eventId) => eventOptions(eventId)) });
  const tickets = useQueries({ queries: basket.map(({ eventId, ticketId }) => ticketOptions(eventId, ticketId)) });

  const known = new Map(events.flatMap(({ data }) => (data ? [[data.id, data] as const] : [])));
  const now = new Map<number, TicketNow | undefined>();
  basket.forEach(({ ticketId }, place) => {
    const { data, error } = tickets[place] ?? {};
    if (isMissing(error)) now.set(ticketId, undefined);
    else if (data?.id === ticketId) now.set(ticketId, { ...data, ...troubleOf(data, known.get(data.event_id)) });
  });

  // Only news counts: what a refusal said stands until the ticket was read again.
  const signature = basket.map(({ ticketId }, place) => `${ticketId} ${readAt(tickets[place])}`).join();
  const applied = useRef('');
  useEffect(() => {
    if (paused || applied.current === signature) return;
    applied.current = signature;
    changeBasket((before) => refreshed(before, now));
  });
}
