import { authorizedFetch } from '../../api/client.ts';
import { asProblem, problemOf } from '../../api/problem.ts';
import { countLines, fileNameOf } from './count-lines.ts';
import { type SalesFilter, toQuery, writeQuery } from './sales-filter.ts';

/** How many rows of a file have come; its first line names the columns. */
export type CsvProgress = { rows: number };

async function readAll(body: ReadableStream<Uint8Array<ArrayBuffer>>, onProgress: (progress: CsvProgress) => void) {
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  let lines = 0;
  for (const reader = body.getReader(); ; ) {
    const { done, value } = await reader.read();
    if (done) return { pieces, rows: Math.max(0, lines - 1) };
    pieces.push(value);
    lines += countLines(value);
    onProgress({ rows: Math.max(0, lines - 1) });
  }
}

function save(file: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  // Later: a browser may begin to read it only after the click.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

/**
 * Downloads the sales of a filter as a file and answers how many rows it has. It is fetched and not linked to, because a
 * link can't carry the access token.
 */
export async function downloadCsv(
  filter: SalesFilter,
  onProgress: (progress: CsvProgress) => void,
  signal: AbortSignal,
): Promise<number> {
  const path = `/v1/partners/sales.csv${writeQuery(toQuery(filter))}`;
  const request = new Request(path, { headers: { accept: 'text/csv' }, signal });
  const response = await authorizedFetch(request).catch((error) => {
    throw asProblem(error);
  });
  if (!response.ok || !response.body) throw await problemOf(response);
  const { pieces, rows } = await readAll(response.body, onProgress);
  save(
    new Blob(pieces, { type: 'text/csv' }),
    fileNameOf(response.headers.get('content-disposition'), 'boxoffice-sales.csv'),
  );
  return rows;
}
