import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { ProblemError } from '../../api/problem.ts';
import { changeTickets, type TicketsChange } from '../data/commands.ts';
import { refreshEvent } from '../data/refresh.ts';
import { type ChangeProgress, type ChangeResult, changeInChunks } from './in-chunks.ts';

/** A change of many tickets: how far it is, or what came of it. */
export type TicketChangeRun =
  | { state: 'idle' }
  | { state: 'running'; progress: ChangeProgress }
  | { state: 'done'; change: TicketsChange; result: ChangeResult };

const ABOUT_TICKETS = ['ticket_not_available', 'ticket_not_found'];

// Whatever else is refused, as for a cancelled event or without a network, is refused for every chunk.
const isAboutTickets = (error: unknown) => error instanceof ProblemError && ABOUT_TICKETS.includes(error.reason);

/** Changes any number of tickets of an event, 1,000 a request. */
export function useTicketChange(eventId: number) {
  const client = useQueryClient();
  const [run, setRun] = useState<TicketChangeRun>({ state: 'idle' });

  async function start(ticketIds: readonly number[], change: TicketsChange): Promise<ChangeResult> {
    setRun({ state: 'running', progress: { done: 0, total: ticketIds.length } });
    const result = await changeInChunks(
      ticketIds,
      (chunk) => changeTickets(eventId, chunk, change),
      (progress) => setRun({ state: 'running', progress }),
      isAboutTickets,
    );
    setRun({ state: 'done', change, result });
    refreshEvent(client, eventId);
    return result;
  }

  return { run, start, close: () => setRun({ state: 'idle' }) };
}
