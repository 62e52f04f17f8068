import { Code, ConnectError } from '@connectrpc/connect';

/** One life of a process: what it calls and what is called of it ends with it. */
export type Life = {
  readonly over: boolean;
  /** Work across the process's border: rejects at once when the life ends, and is not begun after that. */
  until<T>(work: () => Promise<T>): Promise<T>;
  /** The same for a stream. */
  streamUntil<T>(stream: AsyncIterable<T>): AsyncGenerator<T>;
  end(): void;
};

/** Nobody is there, as a caller is told. */
export function unavailable(message: string): ConnectError {
  return new ConnectError(message, Code.Unavailable);
}

/** Begins a life. */
export function beginLife(): Life {
  // One promise for the whole life would keep everything that was ever raced against it.
  const crossing = new Set<(reason: unknown) => void>();
  let over = false;
  const died = () => unavailable('the process died');

  async function until<T>(work: () => Promise<T>): Promise<T> {
    if (over) throw died();
    const { promise: death, reject } = Promise.withResolvers<never>();
    crossing.add(reject);
    try {
      return await Promise.race([death, work()]);
    } finally {
      crossing.delete(reject);
    }
  }

  return {
    get over() {
      return over;
    },
    until,
    async *streamUntil(stream) {
      const items = stream[Symbol.asyncIterator]();
      for (;;) {
        const next = await until(() => items.next());
        if (next.done) return;
        yield next.value;
      }
    },
    end() {
      over = true;
      for (const reject of crossing) reject(died());
    },
  };
}
