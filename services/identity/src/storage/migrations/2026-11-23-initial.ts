import { IDEMPOTENCY_TABLE } from '@boxoffice/platform';
import { Migration } from '@mikro-orm/migrations';

/** The first schema. */
export class Initial extends Migration {
  override name = '2026-11-23-initial';

  override up(): void {
    this.addSql(`
      create table accounts (
        id bigint generated always as identity primary key,
        role text not null check (role in ('partner', 'customer')),
        name text not null,
        email text not null,
        email_key text not null unique,
        company_name text,
        address text,
        phone text,
        password_hash text not null,
        created_at timestamptz not null,
        check ((role = 'partner') = (company_name is not null)),
        check ((role = 'customer') = (address is not null)),
        check ((role = 'customer') = (phone is not null))
      );
    `);
    this.addSql(`
      create table sessions (
        id bigint generated always as identity primary key,
        account_id bigint not null references accounts,
        user_agent text not null,
        ip text not null,
        created_at timestamptz not null,
        last_used_at timestamptz not null,
        expires_at timestamptz not null,
        ended_at timestamptz
      );
      create index sessions_account on sessions (account_id);
    `);
    this.addSql(`
      create table refresh_tokens (
        hash text primary key,
        session_id bigint not null references sessions on delete cascade,
        created_at timestamptz not null,
        replaced_at timestamptz
      );
      create index refresh_tokens_session on refresh_tokens (session_id);
    `);
    this.addSql(`
      create table signing_keys (
        kid text primary key,
        private_jwk jsonb not null,
        created_at timestamptz not null,
        activates_at timestamptz not null,
        retires_at timestamptz
      );
    `);
    this.addSql(IDEMPOTENCY_TABLE);
  }
}
