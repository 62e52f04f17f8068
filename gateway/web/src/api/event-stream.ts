/** One event of a stream of Server-Sent Events. `id` is the last one told, so that a stream can go on from there. */
export type StreamEvent = { id: string; event: string; data: string };

/** Reads the text of an event stream piece by piece, wherever the pieces are cut. */
export type EventStreamReader = {
  /** The events that this piece completes. */
  read(piece: string): StreamEvent[];
  lastId(): string;
  /** How long to wait before the next connection, in milliseconds, if the server said so. */
  retry(): number | undefined;
};

/** Creates a reader by the rules of the HTML standard, 9.2.6 "Interpreting an event stream". */
export function createEventStreamReader(lastEventId = ''): EventStreamReader {
  let rest = '';
  let endedWithReturn = false;
  let isFirst = true;
  let id = lastEventId;
  let retry: number | undefined;
  let event = '';
  let data: string[] = [];

  function dispatch(): StreamEvent | undefined {
    const complete = data.length > 0 ? { id, event: event || 'message', data: data.join('\n') } : undefined;
    [event, data] = ['', []];
    return complete;
  }

  function takeField(line: string): void {
    const colon = line.indexOf(':');
    // A comment, as heartbeats are.
    if (colon === 0) return;
    const name = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
    if (name === 'data') data.push(value);
    else if (name === 'event') event = value;
    else if (name === 'id' && !value.includes('\0')) id = value;
    else if (name === 'retry' && /^\d+$/.test(value)) retry = Number(value);
  }

  /** The lines that are complete. CR, LF and CR LF end one, and the last may be cut in two. */
  function linesOf(piece: string): string[] {
    let text = piece;
    if (endedWithReturn && text !== '') {
      if (text.startsWith('\n')) text = text.slice(1);
      endedWithReturn = false;
    }
    if (isFirst && text !== '') {
      text = text.replace(/^\uFEFF/, '');
      isFirst = false;
    }
    if (text.endsWith('\r')) endedWithReturn = true;
    const lines = (rest + text).split(/\r\n|\r|\n/);
    rest = lines.pop() ?? '';
    return lines;
  }

  return {
    read(piece) {
      const events: StreamEvent[] = [];
      for (const line of linesOf(piece)) {
        if (line !== '') {
          takeField(line);
          continue;
        }
        const complete = dispatch();
        if (complete) events.push(complete);
      }
      return events;
    },
    lastId: () => id,
    retry: () => retry,
  };
}
