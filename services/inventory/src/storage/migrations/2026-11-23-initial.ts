import { IDEMPOTENCY_TABLE, INBOX_TABLES } from '@boxoffice/platform';
import { Migration } from '@mikro-orm/migrations';

/**
 * Status columns carry no index and tables leave room in their pages, so that a change of status stays in place (a
 * heap-only update). A ticket is found by its primary key, which its id alone tells.
 */
export class Initial extends Migration {
  override name = '2026-11-23-initial';

  override up(): void {
    this.addSql(`
      create table event_terms (
        event_id bigint primary key,
        partner_id bigint not null,
        name text not null,
        status text not null check (status in ('draft', 'published', 'cancelled')),
        currency text not null,
        starts_at timestamptz not null,
        sales_start timestamptz,
        sales_end timestamptz,
        version bigint not null,
        ticket_count int not null default 0
      ) with (fillfactor = 80);
    `);
    this.addSql(`
      create table batches (
        event_id bigint not null references event_terms,
        id bigint generated always as identity,
        section text not null,
        price bigint not null check (price >= 0),
        first_ticket_id bigint not null,
        last_ticket_id bigint not null,
        created_at timestamptz not null default now(),
        primary key (event_id, id)
      );
    `);
    this.addSql(`
      create table tickets (
        event_id bigint not null,
        id bigint not null,
        batch_id bigint not null,
        seat text not null,
        section text not null,
        price bigint not null check (price >= 0),
        status smallint not null default 0 check (status between 0 and 3),
        purchase_id bigint,
        version int not null default 0,
        primary key (event_id, id),
        constraint tickets_taken_by_a_purchase check ((status in (1, 2)) = (purchase_id is not null)),
        constraint tickets_id_tells_event check (id / 1000000 = event_id)
      ) with (fillfactor = 70);
      create unique index tickets_seat on tickets (event_id, seat);
    `);
    this.addSql(`
      create table holds (
        purchase_id bigint primary key,
        generation bigint generated always as identity,
        status smallint not null check (status between 0 and 2),
        ticket_ids bigint[] not null,
        created_at timestamptz not null default now()
      ) with (fillfactor = 80);
    `);
    this.addSql(`
      create table ticket_history (
        event_id bigint not null,
        ticket_id bigint not null,
        id bigint generated always as identity,
        from_status smallint not null,
        to_status smallint not null,
        reason text not null,
        purchase_id bigint,
        at timestamptz not null default now(),
        primary key (event_id, ticket_id, id)
      );
    `);
    this.addSql(INBOX_TABLES);
    this.addSql(IDEMPOTENCY_TABLE);
  }
}
