import { Migration } from '@mikro-orm/migrations';

/**
 * What a payment provider on the network needs: a name of this database (see stripe-keys.ts), the notices that were dealt
 * with, and refunds that did not arrive, until somebody has settled them.
 */
export class PaymentNotices extends Migration {
  override name = '2026-11-24-payment-notices';

  override up(): void {
    this.addSql(`
      create table installation (
        only_row boolean primary key default true check (only_row),
        id uuid not null default gen_random_uuid()
      );
      insert into installation default values;
      create table payment_notices (
        provider text not null,
        id text not null,
        type text not null,
        key text not null,
        received_at timestamptz not null default now(),
        primary key (provider, id)
      );
      create table failed_refunds (
        key text primary key,
        provider text not null,
        reference text,
        reason text not null,
        failed_at timestamptz not null default now(),
        settled_at timestamptz
      );
    `);
  }
}
