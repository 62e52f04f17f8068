import type { ServiceName } from '../../foundation/secrets.ts';
import type { Row, Snapshot } from '../reading/snapshot.ts';

/** The services' databases, each as it was at one moment. */
export type Snapshots = Record<ServiceName, Snapshot>;

/** What a violation is about, for example a purchase and a ticket. */
export type Ids = Record<string, string | number | null>;

/** Something that is not as it must be. */
export type Violation = {
  /** Names it, the same whenever it is found again. */
  key: string;
  ids: Ids;
  /** What is wrong with what the ids name. */
  problem: string;
};

/** Looks for violations of one rule. */
export type Check = (databases: Snapshots) => AsyncIterable<Violation>;

/** A promise of the platform, as rules that can be checked. */
export type Invariant = {
  /** `I1` to `I9`. */
  id: string;
  sentence: string;
  /** The tables it looks at, by the service that owns them. */
  tables: Partial<Record<ServiceName, readonly string[]>>;
  checks: readonly Check[];
};

/** A violation of a rule. */
export function violation(rule: string, ids: Ids, problem: string): Violation {
  return { key: [rule, ...Object.values(ids)].join(' '), ids, problem };
}

type ProblemRow = Row & Ids & { problem: string };

/** A rule within one database: the query gives its violations, one a row, as ids and a `problem`. */
export function rule(name: string, owner: ServiceName, sql: string): Check {
  return async function* check(databases) {
    for await (const rows of databases[owner].batches<ProblemRow>(sql)) {
      for (const { problem, ...ids } of rows) yield violation(name, ids, problem);
    }
  };
}

/** Rows out of batches. */
export async function* oneByOne<Item>(batches: AsyncIterable<Item[]>): AsyncGenerator<Item> {
  for await (const rows of batches) yield* rows;
}
