import { Migration } from '@mikro-orm/migrations';

/**
 * A seat map is brought up to date by what its event's history has gained, so the history is kept in the order in which it
 * was written; one ticket's part of it is asked for so seldom that the event's is searched.
 */
export class HistoryByEvent extends Migration {
  override name = '2026-11-24-history-by-event';

  override up(): void {
    this.addSql('alter table ticket_history drop constraint ticket_history_pkey, add primary key (event_id, id);');
  }
}
