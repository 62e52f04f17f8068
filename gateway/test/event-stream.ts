import { once } from 'node:events';
import { type IncomingHttpHeaders, type IncomingMessage, request } from 'node:http';

/** An event as it came; `data` is what its JSON says. */
export type Told = { event: string; id: string | undefined; data: Record<string, unknown> };

/** A stream that is being read. */
export type EventStream = {
  status: number | undefined;
  headers: IncomingHttpHeaders;
  /** Everything that came, as text. */
  text(): string;
  /** All events so far. */
  events(): Told[];
  /** Waits for the next events that nobody has taken. Rejects when they do not come in time, or the stream ends. */
  take(count: number, withinMs?: number): Promise<Told[]>;
  next(withinMs?: number): Promise<Told>;
  /** True once the stream has ended. */
  isOver(): boolean;
  /** Resolves when the stream has ended. */
  over: Promise<unknown>;
  close(): void;
};

const WITHIN_MS = 5000;

function parse(block: string): Told[] {
  const fields = new Map(
    block.split('\n').map((line): [string, string] => {
      const [name = '', ...rest] = line.split(': ');
      return [name, rest.join(': ')];
    }),
  );
  const data = fields.get('data');
  if (data === undefined) return [];
  return [{ event: fields.get('event') ?? 'message', id: fields.get('id'), data: JSON.parse(data) }];
}

/** Opens a stream and reads it, on a connection of its own. */
export async function openStream(url: string, headers: Record<string, string> = {}): Promise<EventStream> {
  const sent = request(url, { headers, agent: false }).end();
  const [response] = (await once(sent, 'response')) as [IncomingMessage];
  let text = '';
  let taken = 0;
  let isOver = false;
  response.setEncoding('utf8');
  response.on('data', (part: string) => {
    text += part;
  });
  response.on('error', () => undefined);
  const over = new Promise<void>((resolve) => response.once('close', () => resolve())).then(() => {
    isOver = true;
  });
  const events = () => text.split('\n\n').slice(0, -1).flatMap(parse);

  async function take(count: number, withinMs = WITHIN_MS): Promise<Told[]> {
    for (const deadline = performance.now() + withinMs; ; ) {
      const found = events().slice(taken, taken + count);
      if (found.length === count) {
        taken += count;
        return found;
      }
      if (isOver || performance.now() > deadline)
        throw new Error(`${count} events were expected after ${taken}: ${text}`);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }

  return {
    status: response.statusCode,
    headers: response.headers,
    text: () => text,
    events,
    take,
    async next(withinMs) {
      const [event] = await take(1, withinMs);
      if (!event) throw new Error('no event');
      return event;
    },
    isOver: () => isOver,
    over,
    close: () => response.destroy(),
  };
}
