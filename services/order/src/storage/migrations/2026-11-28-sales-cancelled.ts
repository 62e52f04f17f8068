import { Migration } from '@mikro-orm/migrations';

/**
 * Finds what was cancelled lately, for those who follow a partner's sales; what was sold lately `sales_partner` finds. A
 * sale enters it when it is cancelled, so that selling costs no more than before.
 */
export class SalesCancelled extends Migration {
  override name = '2026-11-28-sales-cancelled';

  override up(): void {
    this.addSql(`
      create index sales_partner_cancelled on sales (partner_id, cancelled_at, purchase_id, ticket_id)
        where cancelled_at is not null;
    `);
  }
}
