import { MAX_EVENT_ID } from '@boxoffice/kernel';
import { IDEMPOTENCY_TABLE, OUTBOX_TABLE } from '@boxoffice/platform';
import { Migration } from '@mikro-orm/migrations';

/** The first schema. */
export class Initial extends Migration {
  override name = '2026-11-23-initial';

  override up(): void {
    this.addSql(`
      create table events (
        id bigint generated always as identity (minvalue 1 maxvalue ${MAX_EVENT_ID}) primary key,
        partner_id bigint not null,
        name text not null check (char_length(name) between 1 and 200),
        description text not null check (char_length(description) <= 10000),
        date timestamptz(3) not null,
        location text not null check (char_length(location) between 1 and 300),
        status text not null check (status in ('draft', 'published', 'cancelled')),
        currency text not null check (currency ~ '^[A-Z]{3}$'),
        sales_start timestamptz(3),
        sales_end timestamptz(3) check (sales_end > sales_start and sales_end <= date),
        created_at timestamptz(3) not null,
        updated_at timestamptz(3) not null,
        version integer not null check (version >= 1),
        cancel_reason text check ((status = 'cancelled') = (cancel_reason is not null)),
        search_words text[] not null,
        folded_location text not null,
        search tsvector not null generated always as (array_to_tsvector(search_words)) stored
      )
    `);
    this.addSql('create index events_by_partner on events (partner_id, id)');
    this.addSql("create index events_by_date on events (date, id) where status = 'published'");
    this.addSql("create index events_by_newest on events (id) where status = 'published'");
    this.addSql('create index events_by_words on events using gin (search)');
    this.addSql(OUTBOX_TABLE);
    this.addSql(IDEMPOTENCY_TABLE);
  }
}
