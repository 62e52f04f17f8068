import type { Seat, SeatMapModel, SeatStatus } from './types.ts';
import type { SeatMapView } from './use-seat-map.ts';

/** What the map and the table of an event's seats take; both make the same choice. Sets are of ticket ids. */
export type SeatChooserProps = {
  map: SeatMapView;
  selected: ReadonlySet<number>;
  /** Seats that are the reader's own already. */
  mine?: ReadonlySet<number>;
  onToggle(seat: Seat): void;
  /** Whether a seat may be chosen. One that is chosen may always be let go. */
  selectable(seat: Seat, status: SeatStatus): boolean;
  /** Many seats at once: those that may be chosen in a rectangle of the map, or all that the table has found. */
  onArea?(seats: Seat[]): void;
  /** What the map shows, for those who do not see it. */
  label: string;
};

/** The same with a map that is there. */
export type SeatChooserParts = Omit<SeatChooserProps, 'map'> & { model: SeatMapModel };
