import { oneLiveSale } from './i1-one-live-sale.ts';
import { paidMeansSold } from './i2-paid-means-sold.ts';
import { endedKeepsNothing } from './i3-ended-keeps-nothing.ts';
import { ticketsAddUp } from './i4-tickets-add-up.ts';
import { moneyAddsUp } from './i5-money-adds-up.ts';
import { eventsArriveOnce } from './i6-events-arrive-once.ts';
import { legalHistories } from './i7-legal-histories.ts';
import { nothingUnfinished } from './i8-nothing-unfinished.ts';
import { figuresMatchSales } from './i9-figures-match-sales.ts';
import type { Invariant } from './invariant.ts';

/** What the platform promises, I1 to I9. */
export const INVARIANTS: readonly Invariant[] = [
  oneLiveSale,
  paidMeansSold,
  endedKeepsNothing,
  ticketsAddUp,
  moneyAddsUp,
  eventsArriveOnce,
  legalHistories,
  nothingUnfinished,
  figuresMatchSales,
];
