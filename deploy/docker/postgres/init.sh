#!/bin/sh
# Runs once, when the volume of PostgreSQL is empty: each service gets a database of its own and a role that owns it,
# and no role may enter another's database.
set -eu

create() {
  DATABASE_PASSWORD="$2" psql --username "$POSTGRES_USER" --dbname postgres --no-password --quiet \
    --set ON_ERROR_STOP=1 --set database="$1" --set role="boxoffice_$1" <<'SQL'
\getenv password DATABASE_PASSWORD
create role :"role" login password :'password';
create database :"database" owner :"role";
revoke all on database :"database" from public;
SQL
}

create identity "$IDENTITY_DATABASE_PASSWORD"
create catalog "$CATALOG_DATABASE_PASSWORD"
create inventory "$INVENTORY_DATABASE_PASSWORD"
# In the plural: "order" is a word of SQL.
create orders "$ORDERS_DATABASE_PASSWORD"
