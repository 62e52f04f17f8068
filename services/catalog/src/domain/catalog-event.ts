/** Where an event stands. */
export type EventStatus = 'draft' | 'published' | 'cancelled';

/** What a partner decides about an event. Without `salesStart` it sells from the start, without `salesEnd` until `date`. */
export type EventDetails = {
  name: string;
  description: string;
  /** When it begins. */
  date: Date;
  location: string;
  status: EventStatus;
  /** ISO 4217 code of every ticket of the event. */
  currency: string;
  salesStart: Date | null;
  salesEnd: Date | null;
};

/** An event as it stands. */
export type CatalogEvent = EventDetails & {
  id: number;
  partnerId: number;
  createdAt: Date;
  updatedAt: Date;
  /** 1 at first, one more with each change. */
  version: number;
};

/** What the world is told of an event. */
export type EventFact =
  | { kind: 'created'; event: CatalogEvent }
  | { kind: 'updated'; event: CatalogEvent }
  | { kind: 'cancelled'; event: CatalogEvent; reason: string };
