import type { ServiceName } from '../../../foundation/secrets.ts';
import type { Ids } from '../../invariants/invariant.ts';
import type { World } from '../world.ts';

/** A change of databases, and the violations it must lead to, by invariant. */
export type Plant = {
  change: Partial<Record<ServiceName, string>>;
  found: Record<string, Ids[]>;
};

/** Something wrong, in words, and how to bring it about in a world that is right. */
export type Planting = [name: string, plant: (world: World) => Plant | Promise<Plant>];

/** Moves a ticket in inventory, by legal steps, from one status to another; the last one stays. */
export function moveTicket(ticketId: number, steps: { from: number; to: number; purchase: number }[]): string {
  const last = steps.at(-1);
  if (!last) return '';
  const owner = last.to === 1 || last.to === 2 ? last.purchase : 'null';
  const rows = steps.map(
    ({ from, to, purchase }) => `(${ticketId} / 1000000, ${ticketId}, ${from}, ${to}, 'planted', ${purchase})`,
  );
  return `
    insert into ticket_history (event_id, ticket_id, from_status, to_status, reason, purchase_id) values ${rows.join(', ')};
    update tickets set status = ${last.to}, purchase_id = ${owner} where id = ${ticketId};`;
}

/** What I5 finds when the money of a purchase in reais does not add up. */
export function outOfBalance(...purchases: number[]): Ids[] {
  return [...purchases.map((purchase_id) => ({ purchase_id, currency: 'BRL' })), { currency: 'BRL' }];
}

/** SQL: a moment long before the platform stopped. */
export const LONG_AGO = `now() - interval '1 day'`;
