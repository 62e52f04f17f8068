import { Migration } from '@mikro-orm/migrations';

/** Counts the changes of prices of each event, which its history does not tell: so that what is counted need not be again. */
export class PriceChanges extends Migration {
  override name = '2026-11-29-price-changes';

  override up(): void {
    this.addSql(
      'create table price_changes (event_id bigint primary key, changes int not null) with (fillfactor = 50);',
    );
  }
}
