import { type Invariant, rule } from './invariant.ts';

const COUNTED = `(
  select event_id, count(*) as total, count(*) filter (where status = 0) as available,
         count(*) filter (where status = 1) as held, count(*) filter (where status = 2) as sold,
         count(*) filter (where status = 3) as withdrawn, min(id) as first, max(id) as last
    from tickets group by event_id)`;

const STATUSES = `
  select event_id,
         format('has %s tickets, but %s available + %s held + %s sold + %s withdrawn', total, available, held, sold,
                withdrawn) as problem
    from ${COUNTED} t where available + held + sold + withdrawn <> total`;

const CREATED = `
  select event_id,
         case when e.event_id is null then format('has %s tickets, but is not known', t.total)
              else format('has %s tickets; its batches have %s and its terms say %s', coalesce(t.total, 0),
                          coalesce(b.total, 0), e.ticket_count) end as problem
    from event_terms e
    full join ${COUNTED} t using (event_id)
    full join (select event_id, sum(last_ticket_id - first_ticket_id + 1) as total from batches group by event_id) b
      using (event_id)
   where coalesce(t.total, 0) <> coalesce(e.ticket_count, 0) or coalesce(b.total, 0) <> coalesce(t.total, 0)`;

const DENSE = `
  select event_id, format('has %s tickets, numbered %s to %s', total, first - event_id * 1000000,
                          last - event_id * 1000000) as problem
    from ${COUNTED} t where first <> event_id * 1000000 + 1 or last <> event_id * 1000000 + total`;

const BATCHES = `
  select event_id, batch_id,
         case when b.batch_id is null then format('has %s tickets, but does not exist', t.total)
              else format('says tickets %s to %s, but has %s, from %s to %s', b.first, b.last, coalesce(t.total, 0),
                          t.first, t.last) end as problem
    from (select event_id, batch_id, count(*) as total, min(id) as first, max(id) as last
            from tickets group by event_id, batch_id) t
    full join (select event_id, id as batch_id, first_ticket_id as first, last_ticket_id as last from batches) b
      using (event_id, batch_id)
   where t.first is distinct from b.first or t.last is distinct from b.last or t.total <> b.last - b.first + 1`;

/** I4: no ticket of an event is lost, and none appears from nowhere. */
export const ticketsAddUp: Invariant = {
  id: 'I4',
  sentence: 'available + held + sold + withdrawn = created, per event, and ids are dense',
  tables: { inventory: ['tickets', 'batches', 'event_terms'] },
  checks: [
    rule('statuses', 'inventory', STATUSES),
    rule('created', 'inventory', CREATED),
    rule('dense', 'inventory', DENSE),
    rule('batches', 'inventory', BATCHES),
  ],
};
