/** The records of a CSV file (RFC 4180) by the names of its first line; a byte order mark is taken off. */
export function parseCsv(text: string): Record<string, string>[] {
  const [names = [], ...records] = [...recordsOf(text.replace(/^\uFEFF/, ''))];
  return records.map((record) => Object.fromEntries(names.map((name, i) => [name, record[i] ?? ''])));
}

// A field, quoted or not, and what ends it.
const FIELD = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|$)/y;

function* recordsOf(text: string): Generator<string[]> {
  FIELD.lastIndex = 0;
  for (let record: string[] = []; FIELD.lastIndex < text.length; ) {
    const at = FIELD.lastIndex;
    const [, quoted, plain = '', end] = FIELD.exec(text) ?? [];
    if (end === undefined) throw new SyntaxError(`not CSV: ${text.slice(at, at + 80)}`);
    record.push(quoted?.replaceAll('""', '"') ?? plain);
    if (end === ',') continue;
    yield record;
    record = [];
  }
}
