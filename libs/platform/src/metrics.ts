import { Gauge, Registry } from 'prom-client';
import { type Database, query } from './database.ts';

/** Figures of the services in this process, for Prometheus. */
export const metrics = new Registry();

/** Which of the courier's tables a service has. */
export type CourierTables = { outbox: boolean; inbox: boolean };

const watched = new Map<string, { database: Database; tables: CourierTables }>();

type Figures = { n: number; oldest: number };

function gauge(
  name: string,
  help: string,
  table: keyof CourierTables,
  sql: string,
  pick: (row: Figures) => number,
): Gauge {
  return new Gauge({
    name,
    help,
    labelNames: ['service'],
    registers: [metrics],
    async collect() {
      for (const [service, { database, tables }] of watched) {
        if (!tables[table]) continue;
        const [row] = await query<Figures>(database.read(), sql).catch(() => []);
        // A database that is away has no figure: an old one would look like a fresh one.
        if (row) this.set({ service }, pick(row));
        else this.remove({ service });
      }
    },
  });
}

const UNPUBLISHED = `select count(*)::int as n, coalesce(extract(epoch from now() - min(created_at)), 0)::float8 as oldest
  from outbox where published_at is null`;

gauge('boxoffice_outbox_unpublished', 'Events that wait to be published', 'outbox', UNPUBLISHED, ({ n }) => n);
gauge(
  'boxoffice_outbox_oldest_seconds',
  'Age of the oldest event that waits to be published',
  'outbox',
  UNPUBLISHED,
  ({ oldest }) => oldest,
);
gauge(
  'boxoffice_dead_letters',
  'Events that could not be applied and wait for somebody to look: alarm above 0',
  'inbox',
  'select count(*)::int as n, 0::float8 as oldest from dead_letters',
  ({ n }) => n,
);

/** Shows a service's outbox and dead letters in the metrics; answers a function that ends it. */
export function watchCourier(service: string, database: Database, tables: CourierTables): () => void {
  watched.set(service, { database, tables });
  return () => {
    watched.delete(service);
  };
}
