import { Migration } from '@mikro-orm/migrations';

/**
 * Keys that sign admission passes, numbered from 1. A key signs passes of tickets that were sold from `signs_from` on,
 * until the next one does, and is published as long as such a pass may be shown: rows are never removed.
 */
export class PassKeys extends Migration {
  override name = '2026-11-28-pass-keys';

  override up(): void {
    this.addSql(`
      create table pass_keys (
        number int primary key,
        kid text not null unique,
        private_jwk jsonb not null,
        signs_from timestamptz not null
      );
    `);
  }
}
