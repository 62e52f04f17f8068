import { type Database, metrics } from '@boxoffice/platform';
import { Gauge } from 'prom-client';
import { countFailedRefunds } from './storage/failed-refunds.ts';

const watched = new Set<Database>();

new Gauge({
  name: 'boxoffice_failed_refunds',
  help: 'Refunds that did not arrive and wait for somebody to settle them: alarm above 0',
  registers: [metrics],
  async collect() {
    const counts = await Promise.all(
      [...watched].map((database) => countFailedRefunds(database).catch(() => undefined)),
    );
    // A database that is away has no figure: an old one would look like a fresh one.
    if (counts.length === 0 || counts.includes(undefined)) this.remove();
    else this.set(counts.reduce<number>((sum, count) => sum + (count ?? 0), 0));
  },
});

/** Shows failed refunds in the metrics; answers a function that ends it. */
export function watchFailedRefunds(database: Database): () => void {
  watched.add(database);
  return () => {
    watched.delete(database);
  };
}
