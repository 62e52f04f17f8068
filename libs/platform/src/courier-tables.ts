/**
 * The tables by which a service tells and hears events, and remembers idempotency keys; part of the first migration of
 * each service that needs them.
 *
 * `outbox` rows are written in the transaction of the change they tell of; `inbox` holds what each consumer has applied;
 * `dead_letters` what it could not apply; `idempotency_keys` the answers of commands that may be sent again.
 */
export const OUTBOX_TABLE = `
  create table outbox (
    id bigint generated always as identity primary key,
    event_id uuid not null default uuidv7(),
    subject text not null,
    payload bytea not null,
    created_at timestamptz not null default now(),
    published_at timestamptz,
    replays int not null default 0
  );
  create index outbox_unpublished on outbox (id) where published_at is null;
`;

/** See `OUTBOX_TABLE`. */
export const INBOX_TABLES = `
  create table inbox (
    consumer text not null,
    event_id uuid not null,
    received_at timestamptz not null default now(),
    primary key (consumer, event_id)
  );
  create table dead_letters (
    id bigint generated always as identity primary key,
    consumer text not null,
    event_id uuid not null,
    subject text not null,
    payload bytea not null,
    error text not null,
    created_at timestamptz not null default now(),
    unique (consumer, event_id)
  );
`;

/** See `OUTBOX_TABLE`. */
export const IDEMPOTENCY_TABLE = `
  create table idempotency_keys (
    account text not null,
    operation text not null,
    key text not null,
    request_hash bytea not null,
    response bytea,
    created_at timestamptz not null default now(),
    primary key (account, operation, key)
  );
`;
