import { type Invariant, rule } from './invariant.ts';
import { ticketStatus } from './words.ts';

/** Where a purchase may go: the table of the saga, written down once more, so that the code is not its own witness. */
const PURCHASE_STEPS = {
  '': ['pending'],
  pending: ['reserved', 'failed'],
  reserved: ['paying', 'expired', 'cancelled', 'reserved'],
  paying: ['paid', 'reserved', 'failed', 'cancelling'],
  paid: ['cancelling', 'cancelled', 'paid'],
  cancelling: ['cancelled', 'paid'],
};

/** Where a ticket may go, by the numbers of its statuses: available 0, held 1, sold 2, withdrawn 3. */
const TICKET_STEPS = { 0: [1, 3], 1: [2, 0, 3], 2: [0, 3], 3: [0] };

function pairs(
  steps: Record<string, readonly (string | number)[]>,
  literal: (word: string | number) => string,
): string {
  return Object.entries(steps)
    .flatMap(([from, tos]) => tos.map((to) => `(${literal(from)}, ${literal(to)})`))
    .join(', ');
}

const LEGAL_PURCHASE_STEPS = pairs(PURCHASE_STEPS, (word) => `'${word}'`);
const LEGAL_TICKET_STEPS = pairs(TICKET_STEPS, String);

const PURCHASE_STEP = `
  select purchase_id, version,
         case when version <> n then format('is step %s of its history', n)
              when from_status is distinct from stood
              then format('goes from %s, but the purchase stood at %s', coalesce(from_status, 'nothing'),
                          coalesce(stood, 'nothing'))
              else format('goes from %s to %s', coalesce(from_status, 'nothing'), to_status) end as problem
    from (select purchase_id, version, from_status, to_status,
                 row_number() over history as n, lag(to_status) over history as stood
            from purchase_history window history as (partition by purchase_id order by version)) h
   where version <> n or from_status is distinct from stood
      or (coalesce(from_status, ''), to_status) not in (${LEGAL_PURCHASE_STEPS})`;

const PURCHASE_END = `
  select coalesce(p.id, h.purchase_id) as purchase_id,
         case when p.id is null then 'has a history, but does not exist'
              when h.purchase_id is null then 'has no history'
              else format('is %s in version %s, but its history ends with %s in version %s', p.status, p.version,
                          h.to_status, h.version) end as problem
    from purchases p
    full join (select distinct on (purchase_id) purchase_id, version, to_status
                 from purchase_history order by purchase_id desc, version desc) h on h.purchase_id = p.id
   where p.id is null or h.purchase_id is null or p.status <> h.to_status or p.version <> h.version`;

const TICKET_STEP = `
  select ticket_id, step,
         case when from_status <> stood
              then format('goes from %s, but the ticket was %s', ${ticketStatus('from_status')}, ${ticketStatus('stood')})
              when (from_status, to_status) not in (${LEGAL_TICKET_STEPS})
              then format('goes from %s to %s', ${ticketStatus('from_status')}, ${ticketStatus('to_status')})
              else format('is made for purchase %s, but the ticket was with purchase %s', coalesce(purchase_id::text, 'none'),
                          coalesce(holder::text, 'none')) end as problem
    from (select ticket_id, from_status, to_status, purchase_id, row_number() over history as step,
                 lag(to_status, 1, 0::smallint) over history as stood, lag(purchase_id) over history as holder
            from ticket_history window history as (partition by event_id, ticket_id order by id)) h
   where from_status <> stood or (from_status, to_status) not in (${LEGAL_TICKET_STEPS})
      or (from_status in (1, 2) and purchase_id is distinct from holder)`;

const TICKET_END = `
  select coalesce(t.id, h.ticket_id) as ticket_id,
         case when t.id is null then 'has a history, but does not exist'
              else format('is %s with purchase %s, but its history ends with %s by purchase %s', ${ticketStatus('t.status')},
                          coalesce(t.purchase_id::text, 'none'), ${ticketStatus('coalesce(h.to_status, 0)')},
                          coalesce(h.purchase_id::text, 'none')) end as problem
    from tickets t
    full join (select distinct on (event_id, ticket_id) event_id, ticket_id, to_status, purchase_id
                 from ticket_history order by event_id desc, ticket_id desc, id desc) h
      on h.event_id = t.event_id and h.ticket_id = t.id
   where t.id is null or t.status <> coalesce(h.to_status, 0)
      or t.purchase_id is distinct from case when h.to_status in (1, 2) then h.purchase_id end`;

/** I7: everything became what it is step by step, and only by steps that exist. */
export const legalHistories: Invariant = {
  id: 'I7',
  sentence: 'histories are legal paths without gaps, and end where purchases and tickets stand',
  tables: { order: ['purchases', 'purchase_history'], inventory: ['tickets', 'ticket_history'] },
  checks: [
    rule('purchase step', 'order', PURCHASE_STEP),
    rule('purchase end', 'order', PURCHASE_END),
    rule('ticket step', 'inventory', TICKET_STEP),
    rule('ticket end', 'inventory', TICKET_END),
  ],
};
