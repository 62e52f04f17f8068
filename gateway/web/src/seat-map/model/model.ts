import { decodeStatuses, ticketNumber } from '../decode.ts';
import { type SeatChange, type SeatMapData, type SeatMapModel, statusName } from '../types.ts';
import { layOut } from './geometry.ts';
import { createLiveStatuses } from './live-statuses.ts';
import { createIndexOf, readSeats } from './read-seats.ts';
import { createSpatial } from './spatial.ts';

/** A model whose statuses can be brought up to date; only who reads the live stream has it. */
export type LiveModel = SeatMapModel & {
  /** Sets statuses; answers false, and does nothing, if a ticket is not on this map. */
  apply(changes: readonly SeatChange[], sequence: number): boolean;
  /** Sets all statuses, given as on the wire. */
  replace(taken: string, sequence: number): void;
};

/** Makes a model of a seat map as the API answers it. */
export function createModel(data: SeatMapData, currency: string): LiveModel {
  const list = readSeats(data);
  const { seats, sectionNames, prices, highest } = list;
  const geometry = layOut(list.names, list.sectionOf, sectionNames);
  const spatial = createSpatial(geometry);
  const indexOf = createIndexOf(list);
  let { sequence } = data;

  const reader = (taken: string) => {
    const byNumber = decodeStatuses(taken, highest);
    return (index: number) => byNumber[ticketNumber(seats[index]?.ticketId ?? 0) - 1] ?? 0;
  };
  const shape = { ...list, seats: seats.length, sections: sectionNames.length, prices: prices.length };
  const statuses = createLiveStatuses(shape, reader(data.taken));

  return {
    eventId: data.event_id,
    currency,
    seats,
    sections: geometry.sections,
    prices,
    size: geometry.size,
    geometry,
    statuses: statuses.values,
    get sequence() {
      return sequence;
    },
    statusOf: (ticketId) => statusName(statuses.values[indexOf(ticketId)]),
    at: (x, y) => seats[spatial.at(x, y)],
    find: (ticketId) => seats[indexOf(ticketId)],
    counts: statuses.counts,
    rowOf: ({ index }) => geometry.rowLabels[geometry.row[index] ?? -1] ?? '',
    watch: statuses.watch,
    apply(changes, newSequence) {
      if (changes.some(([ticketId]) => indexOf(ticketId) < 0)) return false;
      sequence = newSequence;
      statuses.set(changes.map(([ticketId, status]) => [indexOf(ticketId), status] as const));
      return true;
    },
    replace(taken, newSequence) {
      const statusAt = reader(taken);
      sequence = newSequence;
      statuses.set(seats.map(({ index }) => [index, statusAt(index)] as const));
    },
  };
}
