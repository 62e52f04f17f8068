import { type DemoEvent, EVENTS } from '../data/events.ts';
import { createRandom, type Random } from './random.ts';
import { createSeatPlan, type Seat, type SeatPlan } from './seats.ts';

/** What a purchase is to come to. */
export type Intent =
  | 'paid'
  /** The card is declined: the purchase fails and its seats are free again. */
  | 'declined'
  /** Held without being paid, until its time is over. */
  | 'reserved'
  /** Wants seats that were sold to somebody else. */
  | 'refused';

/** One purchase to make. No two of a customer want the same seats, so it is known again by them. */
export type PlannedPurchase = {
  /** From 1. */
  n: number;
  /** Place in the list of customers. */
  customer: number;
  intent: Intent;
  /** The payment provider's token; without one the purchase is only reserved, or free. */
  token?: 'tok_approved' | 'tok_declined' | 'tok_insufficient_funds';
  seats: Seat[];
  /** Seats to cancel after they were paid: those at these places in `seats`. */
  cancel: number[];
};

/** How many purchases of how many customers, from which seed. */
export type PlanOptions = { count: number; customers: number; seed: number };

/** The plan of `npm run demo`. */
export const DEMO_PLAN = { count: 300, seed: 20_261_123 };

const SHARES: readonly [Intent, number][] = [
  ['paid', 86],
  ['declined', 6],
  ['reserved', 5],
  ['refused', 3],
];
const GROUPS: readonly [size: number, weight: number][] = [
  [1, 18],
  [2, 44],
  [3, 14],
  [4, 16],
  [5, 3],
  [6, 5],
];
const SECOND_EVENT = 0.1;
const CANCELLED = 0.06;
const CANCELLED_IN_PART = 0.08;

type Draft = Omit<PlannedPurchase, 'n'>;

const FREE = new Set(
  EVENTS.filter(({ sections }) => sections.every(({ price }) => price === 0)).map(({ name }) => name),
);

function eventsFor(intent: Intent): DemoEvent[] {
  // What is free is paid at once, whatever is asked for.
  return EVENTS.filter(({ name }) => intent === 'paid' || !FREE.has(name));
}

function cancelledPlaces(random: Random, count: number): number[] {
  const chance = random.next();
  if (chance < CANCELLED) return Array.from({ length: count }, (_, place) => place);
  if (chance < CANCELLED + CANCELLED_IN_PART && count > 1) return [random.below(count)];
  return [];
}

function tokenFor(intent: Intent, seats: Seat[], random: Random): Pick<PlannedPurchase, 'token'> {
  if (intent === 'paid') return seats.every(({ event }) => FREE.has(event)) ? {} : { token: 'tok_approved' };
  if (intent === 'declined') return { token: random.pick(['tok_declined', 'tok_insufficient_funds'] as const) };
  return {};
}

function chooseSeats(intent: Intent, random: Random, plan: SeatPlan): Seat[] {
  const size = random.pick(GROUPS, ([, weight]) => weight)[0];
  const events = eventsFor(intent);
  const first = random.pick(events, ({ draw }) => draw);
  const seats = plan.take(first, size) ?? [];
  if (random.next() >= SECOND_EVENT) return seats;
  // One purchase is paid in one currency.
  const others = events.filter((event) => event !== first && event.currency === first.currency);
  if (!others.some(({ draw }) => draw > 0)) return seats;
  return [
    ...seats,
    ...(plan.take(
      random.pick(others, ({ draw }) => draw),
      size,
    ) ?? []),
  ];
}

function draft(intent: Intent, customers: number, random: Random, plan: SeatPlan): Draft {
  const customer = random.below(customers);
  const seats = chooseSeats(intent, random, plan);
  const cancel = intent === 'paid' ? cancelledPlaces(random, seats.length) : [];
  return { customer, intent, seats, cancel, ...tokenFor(intent, seats, random) };
}

/** Somebody else's sold seats, wanted again. */
function refusal(sold: Draft, customers: number, random: Random): Draft {
  const customer = (sold.customer + 1 + random.below(customers - 1)) % customers;
  return { customer, intent: 'refused', seats: sold.seats, cancel: [] };
}

/** Plans purchases: the same ones for the same options. Those that are refused come last, after the seats are sold. */
export function planPurchases({ count, customers, seed }: PlanOptions): PlannedPurchase[] {
  const random = createRandom(seed);
  const plan = createSeatPlan(random);
  const intents = Array.from({ length: count }, () => random.pick(SHARES, ([, share]) => share)[0]);
  const drafts = intents
    .filter((intent) => intent !== 'refused')
    .map((intent) => draft(intent, customers, random, plan))
    .filter(({ seats }) => seats.length > 0);
  const sold = drafts.filter(({ intent, cancel }) => intent === 'paid' && cancel.length === 0);
  // Each of them wants another purchase's seats.
  const refusals = sold.slice(0, count - drafts.length).map((purchase) => refusal(purchase, customers, random));
  return [...drafts, ...refusals].map((purchase, place) => ({ n: place + 1, ...purchase }));
}
