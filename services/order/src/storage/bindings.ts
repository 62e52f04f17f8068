/** Collects the parameters of a statement; each `bind` answers its placeholder. */
export function bindings() {
  const values: unknown[] = [];
  return {
    values,
    bind(value: unknown): string {
      values.push(value);
      return `$${values.length}`;
    },
  };
}

/** See `bindings`. */
export type Bind = ReturnType<typeof bindings>['bind'];

/** A column of a row set: its name, type, and value a row. */
export type Column<Item> = [name: string, type: string, value: (item: Item) => unknown];

/** A row set bound as one array a column, for example `unnest($1::bigint[], $2::text[]) as v(id, reason)`. */
export function rowSet<Item>(bind: Bind, alias: string, items: Item[], columns: Column<Item>[]): string {
  const arrays = columns.map(([, type, value]) => `${bind(items.map(value))}::${type}[]`);
  return `unnest(${arrays.join(', ')}) as ${alias}(${columns.map(([name]) => name).join(', ')})`;
}

/** Ids as the text of a PostgreSQL array, to be cast to bigint[]: an array of arrays can't be bound otherwise. */
export function idList(ids: number[]): string {
  return `{${ids.join(',')}}`;
}
