/** How much is measured. */
export type Size = {
  rounds: number;
  /** Of each load, warm-up aside. */
  seconds: number;
  warmSeconds: number;
  /** Of the wide sale. */
  events: number;
  /** Accounts that share the buying. */
  customers: number;
  /** Of the reference DB-1. */
  db1Tickets: number;
  /** Numbers of buyers of the wide sale. */
  buyers: readonly number[];
  /** Buyers wherever no other number is told. */
  crowd: number;
  onSale: { connections: number; seats: number };
  /** Of the event whose seat map is read. */
  mapSeats: number;
  /** Tickets of one batch. */
  batch: number;
  /** Sold tickets that a partner's summary is of. */
  soldTickets: number;
  /** The churn: so many stretches of so many seconds, of which the last is compared with the first. */
  churn: { stretches: number; seconds: number };
  /** Purchases after which memory is read. */
  purchases: number;
};

export const FULL: Size = {
  rounds: 5,
  seconds: 10,
  warmSeconds: 2,
  events: 1000,
  customers: 300,
  db1Tickets: 1_000_000,
  buyers: [64, 256, 1000],
  crowd: 256,
  onSale: { connections: 5000, seats: 500 },
  mapSeats: 50_000,
  batch: 100_000,
  soldTickets: 1_000_000,
  churn: { stretches: 10, seconds: 60 },
  purchases: 1_000_000,
};

/** Enough to see where a figure goes. */
export const QUICK: Size = {
  ...FULL,
  rounds: 2,
  seconds: 4,
  warmSeconds: 1,
  customers: 60,
  db1Tickets: 400_000,
  batch: 20_000,
  soldTickets: 100_000,
  churn: { stretches: 3, seconds: 20 },
  purchases: 20_000,
};

/** Enough to see that figures come out. */
export const TINY: Size = {
  ...QUICK,
  rounds: 1,
  seconds: 1,
  warmSeconds: 1,
  events: 20,
  customers: 4,
  db1Tickets: 20_000,
  buyers: [16],
  crowd: 16,
  onSale: { connections: 50, seats: 40 },
  mapSeats: 4000,
  batch: 1000,
  soldTickets: 1000,
  churn: { stretches: 2, seconds: 1 },
  purchases: 100,
};
