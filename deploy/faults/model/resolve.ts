import type { Plan, PurchaseWish, SeatWish } from './plan.ts';
import type { Scene } from './platform/stage.ts';
import type { Act, Card, CustomerAct } from './rules/acts.ts';
import { statusesOf } from './rules/judge.ts';
import type { Purchase, World } from './rules/world.ts';

const nthOf = <T>(items: readonly T[], nth: number): T | undefined => items[nth % items.length];
const ascending = (ids: readonly number[]) => [...new Set(ids)].sort((a, b) => a - b);

/** Turns plans into commands on what there is: tickets, purchases, and commands given before. */
export function createResolver(scene: Scene) {
  const given: CustomerAct[] = [];
  const { customers, partners, prices, missing } = scene;
  const all = [...prices.keys(), missing];

  function give<A extends CustomerAct>(act: A): A {
    given.push(act);
    return act;
  }

  const key = () => `key-${given.length + 1}`;

  function tickets(world: World, wishes: readonly SeatWish[]): number[] {
    const free = [...prices.keys()].filter((ticket) => statusesOf(scene, world, ticket).includes('available'));
    return ascending(
      wishes.map(({ free: wanted, nth }) => nthOf(wanted && free.length > 0 ? free : all, nth) ?? missing),
    );
  }

  function purchase(world: World, { of, nth }: PurchaseWish): Purchase | undefined {
    const wanted = world.purchases.filter(
      ({ status, due }) => of === 'any' || (status === of && (of === 'paid' || !due)),
    );
    return nthOf(wanted, nth);
  }

  const someoneElse = (customer: number) => customers.find((other) => other !== customer) ?? customer;

  function place(world: World, nth: number, seats: readonly SeatWish[], card: Card | null) {
    const customer = nthOf(customers, nth) ?? 0;
    return give({ do: 'place' as const, customer, tickets: tickets(world, seats), card, key: key() });
  }

  function pay({ id, customer }: Purchase, card: Card, stranger = false) {
    const payer = stranger ? someoneElse(customer) : customer;
    return give({ do: 'pay' as const, customer: payer, purchase: id, card, key: key() });
  }

  function cancel({ id, customer, items }: Purchase, picks: readonly number[], stranger = false) {
    // One of ten picks is of a ticket that is not the purchase's.
    const picked = ascending(picks.map((pick) => (pick === 9 ? missing : (nthOf(items, pick) ?? missing))));
    const who = stranger ? someoneElse(customer) : customer;
    return give({ do: 'cancel' as const, customer: who, purchase: id, tickets: picked, key: key() });
  }

  function changed(act: CustomerAct): CustomerAct {
    if (act.do === 'cancel') return { ...act, tickets: act.tickets.length > 0 ? [] : [missing] };
    if (act.do === 'pay') return { ...act, card: act.card === 'approved' ? 'declined' : 'approved' };
    return { ...act, card: act.card === null ? 'approved' : null };
  }

  function onPurchase(world: World, wish: PurchaseWish, act: (found: Purchase) => Act): Act | undefined {
    const found = purchase(world, wish);
    return found && act(found);
  }

  /** The command that a plan means in a world; undefined when there is nothing that it could mean. */
  return (plan: Plan, world: World): Act | undefined => {
    switch (plan.kind) {
      case 'place':
        return place(world, plan.customer, plan.seats, plan.card);
      case 'pay':
        return onPurchase(world, plan.purchase, (found) => pay(found, plan.card, plan.stranger));
      case 'cancel':
        return onPurchase(world, plan.purchase, (found) => cancel(found, plan.picks, plan.stranger));
      case 'repeat': {
        const act = nthOf(given.toReversed(), plan.nth);
        return act && (plan.changed ? changed(act) : act);
      }
      case 'rivals': {
        const first = place(world, 0, plan.seats, plan.cards[0]);
        return { do: 'race', first, second: place(world, 1, [...plan.seats, ...plan.others], plan.cards[1]) };
      }
      case 'pay and cancel':
        return onPurchase(world, plan.purchase, (found) => {
          const first = pay(found, plan.card);
          return { do: 'race', first, second: cancel(found, plan.picks) };
        });
      case 'pay twice':
        return onPurchase(world, plan.purchase, (found) => {
          const first = pay(found, plan.cards[0]);
          const second = plan.sameKey ? first : pay(found, plan.cards[1]);
          return { do: 'race', first, second };
        });
      case 'cancel event': {
        const standing = partners.flatMap(({ events }) => events).filter((event) => !world.cancelled.includes(event));
        const event = nthOf(standing, plan.nth);
        return event === undefined ? undefined : { do: 'cancel event', event };
      }
      case 'crash':
        return { do: 'crash', who: plan.who };
      default:
        return { do: plan.kind };
    }
  };
}
