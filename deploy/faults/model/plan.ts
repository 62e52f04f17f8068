import fc from 'fast-check';
import type { Card } from './rules/acts.ts';
import type { Call, Point, Trouble, Victim } from './trouble.ts';

/** A seat to want: one of those that are free, or one of all, withdrawn and missing ones too. */
export type SeatWish = { free: boolean; nth: number };

/** Which purchase: one that can be paid, one that is paid, or any. */
export type PurchaseWish = { of: 'reserved' | 'paid' | 'any'; nth: number };

/** A command before it is known what it meets: numbers choose among what there is then. */
export type Plan =
  | { kind: 'place'; customer: number; seats: SeatWish[]; card: Card | null; trouble: Trouble | null }
  | { kind: 'pay'; purchase: PurchaseWish; card: Card; stranger: boolean; trouble: Trouble | null }
  | { kind: 'cancel'; purchase: PurchaseWish; picks: number[]; stranger: boolean; trouble: Trouble | null }
  | { kind: 'repeat'; nth: number; changed: boolean }
  | {
      kind: 'rivals';
      seats: SeatWish[];
      others: SeatWish[];
      cards: [Card | null, Card | null];
      trouble: Trouble | null;
    }
  | { kind: 'pay and cancel'; purchase: PurchaseWish; card: Card; picks: number[]; trouble: Trouble | null }
  | { kind: 'pay twice'; purchase: PurchaseWish; cards: [Card, Card]; sameKey: boolean; trouble: Trouble | null }
  | { kind: 'cancel event'; nth: number; trouble: Trouble | null }
  | { kind: 'arrive' }
  | { kind: 'expire' }
  | { kind: 'rest' }
  | { kind: 'crash'; who: Victim };

const weighted = <T>(...choices: [weight: number, value: T][]): fc.Arbitrary<T> =>
  fc.oneof(...choices.map(([weight, value]) => ({ weight, arbitrary: fc.constant(value) })));

const card = weighted<Card>([6, 'approved'], [2, 'declined'], [1, 'error'], [1, 'timeout'], [2, 'lost'], [1, 'late']);
const maybeCard = fc.oneof({ weight: 1, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: card });
const seat: fc.Arbitrary<SeatWish> = fc.record({
  free: fc.nat(9).map((n) => n > 0),
  nth: fc.nat(99),
});
const seats = fc.array(seat, { minLength: 1, maxLength: 4 });
const purchase: fc.Arbitrary<PurchaseWish> = fc.record({
  of: weighted<PurchaseWish['of']>([5, 'reserved'], [2, 'paid'], [1, 'any']),
  nth: fc.nat(99),
});
const bought: fc.Arbitrary<PurchaseWish> = fc.record({
  of: weighted<PurchaseWish['of']>([2, 'reserved'], [5, 'paid'], [1, 'any']),
  nth: fc.nat(99),
});
const picks = fc.array(fc.nat(9), { maxLength: 3 });
const stranger = fc.nat(29).map((n) => n === 0);

const side = fc.constantFrom('before' as const, 'after' as const);
const call = (name: Call) =>
  fc.record({
    kind: fc.constant('call' as const),
    call: fc.constant(name),
    how: fc.constantFrom('lost' as const, 'unanswered' as const, 'twice' as const, 'late' as const, 'slow' as const),
  });
const provider = fc.record({
  kind: fc.constant('provider' as const),
  how: fc.constantFrom('cannot be asked' as const, 'refund lost' as const, 'refund unanswered' as const),
});
const courier = fc.record({
  kind: fc.constant('courier' as const),
  how: fc.constantFrom('twice' as const, 'late' as const),
});
const death = (who: Victim, ...points: Point[]) =>
  fc.record({
    kind: fc.constant('crash' as const),
    who: fc.constant(who),
    side,
    point: fc.constantFrom(...points),
  });

/** Seven commands of ten meet no trouble. */
function maybe(...troubles: fc.Arbitrary<Trouble>[]): fc.Arbitrary<Trouble | null> {
  return fc.oneof({ weight: 7, arbitrary: fc.constant(null) }, { weight: 3, arbitrary: fc.oneof(...troubles) });
}

const buying = maybe(
  call('reserve'),
  call('confirm'),
  provider,
  courier,
  death('order', 'reserve', 'charge', 'confirm', 'tell'),
  death('inventory', 'reserve', 'charge', 'confirm', 'hear'),
  death('both', 'reserve', 'confirm', 'charge'),
);
const returning = maybe(
  provider,
  courier,
  death('order', 'refund', 'tell'),
  death('inventory', 'hear'),
  death('both', 'refund'),
);
const ending = maybe(provider, courier, death('order', 'hear', 'refund'), death('inventory', 'hear'));
// What happens at the same time is trouble enough, but for calls and facts that come twice or late.
const twofold = maybe(
  fc.constantFrom<Trouble>(
    { kind: 'call', call: 'reserve', how: 'twice' },
    { kind: 'call', call: 'confirm', how: 'slow' },
    { kind: 'call', call: 'confirm', how: 'unanswered' },
  ),
  courier,
);

const of = <Kind extends Plan['kind']>(kind: Kind) => ({ kind: fc.constant(kind) });

const plan: fc.Arbitrary<Plan> = fc.oneof(
  {
    weight: 30,
    arbitrary: fc.record({ ...of('place'), customer: fc.nat(2), seats, card: maybeCard, trouble: buying }),
  },
  { weight: 16, arbitrary: fc.record({ ...of('pay'), purchase, card, stranger, trouble: buying }) },
  { weight: 12, arbitrary: fc.record({ ...of('cancel'), purchase: bought, picks, stranger, trouble: returning }) },
  { weight: 10, arbitrary: fc.record({ ...of('repeat'), nth: fc.nat(20), changed: fc.nat(3).map((n) => n === 0) }) },
  {
    weight: 6,
    arbitrary: fc.record({
      ...of('rivals'),
      seats,
      others: fc.array(seat, { maxLength: 2 }),
      cards: fc.tuple(maybeCard, maybeCard),
      trouble: twofold,
    }),
  },
  { weight: 4, arbitrary: fc.record({ ...of('pay and cancel'), purchase, card, picks, trouble: twofold }) },
  {
    weight: 3,
    arbitrary: fc.record({
      ...of('pay twice'),
      purchase,
      cards: fc.tuple(card, card),
      sameKey: fc.boolean(),
      trouble: twofold,
    }),
  },
  { weight: 2, arbitrary: fc.record({ ...of('cancel event'), nth: fc.nat(9), trouble: ending }) },
  { weight: 3, arbitrary: fc.record(of('arrive')) },
  { weight: 3, arbitrary: fc.record(of('expire')) },
  { weight: 2, arbitrary: fc.record(of('rest')) },
  { weight: 3, arbitrary: fc.record({ ...of('crash'), who: fc.constantFrom<Victim>('order', 'inventory', 'both') }) },
);

const upTo = (maxLength: number) => fc.array(plan, { minLength: 1, maxLength, size: 'max' });

/** Histories of up to 80 commands; most are shorter. */
export const histories: fc.Arbitrary<Plan[]> = fc.oneof(upTo(20), upTo(50), upTo(80));
