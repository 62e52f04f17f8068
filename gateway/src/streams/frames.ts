/** What every stream begins with: how long a client waits before it comes back, in milliseconds. */
export const OPENING = 'retry: 2000\n\n';

/** Keeps a connection alive on which nothing happens; clients do not see it. */
export const HEARTBEAT = ': heartbeat\n\n';

/** The text of one event (HTML standard, 9.2). `data` is JSON, which has no line breaks. */
export function eventFrame(event: string, data: string, id?: number | string): string {
  const idLine = id === undefined ? '' : `id: ${id}\n`;
  return `event: ${event}\n${idLine}data: ${data}\n\n`;
}
