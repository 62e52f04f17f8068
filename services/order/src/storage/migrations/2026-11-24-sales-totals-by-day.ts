import { Migration } from '@mikro-orm/migrations';

/**
 * Totals of each scope by day and for all time, beside those by hour, so that a summary reads what it shows and no more.
 * A process that was started before folds hours alone: `day`, which it does not know of, lets its statement fail, and
 * what waits is folded by a newer one.
 */
export class SalesTotalsByDay extends Migration {
  override name = '2026-11-24-sales-totals-by-day';

  override up(): void {
    this.addSql(HOURS);
    this.addSql(DAYS);
    this.addSql(SCOPES);
  }
}

const SCOPE = `
  partner_id bigint not null,
  event_id bigint not null,
  event_name text not null,
  section text,
  currency text not null,
`;

const FIGURES = `
  sold bigint not null,
  cancelled bigint not null,
  amount bigint not null,
  purchases bigint not null,
`;

// The first statement: from here until the commit nobody else changes the hours.
const HOURS = `
  alter table sales_totals add column day date;
  update sales_totals set day = (hour at time zone 'UTC')::date;
  alter table sales_totals
    alter column day set not null,
    add check (day = (hour at time zone 'UTC')::date),
    add constraint sales_totals_scope_and_hour
      unique nulls not distinct (partner_id, day, event_id, section, currency, hour),
    drop constraint sales_totals_partner_id_event_id_section_currency_hour_key;
`;

const DAYS = `
  create table sales_day_totals (
    ${SCOPE}
    day date not null,
    ${FIGURES}
    unique nulls not distinct (partner_id, event_id, section, currency, day)
  ) with (fillfactor = 80);
  insert into sales_day_totals
    select partner_id, event_id, (array_agg(event_name order by hour desc))[1], section, currency, day, sum(sold),
           sum(cancelled), sum(amount), sum(purchases)
      from sales_totals group by partner_id, event_id, section, currency, day;
`;

const SCOPES = `
  create table sales_scope_totals (
    ${SCOPE}
    ${FIGURES}
    unique nulls not distinct (partner_id, event_id, section, currency)
  ) with (fillfactor = 50);
  insert into sales_scope_totals
    select partner_id, event_id, (array_agg(event_name order by day desc))[1], section, currency, sum(sold),
           sum(cancelled), sum(amount), sum(purchases)
      from sales_day_totals group by partner_id, event_id, section, currency;
`;
