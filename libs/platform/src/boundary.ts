/**
 * Told when this process is about to cross a boundary of itself, and when it has: a commit, an event published or
 * acknowledged, a call made or served, a payment. `name` says which, for example `commit reserve tickets`.
 */
export type BoundaryWatcher = (name: string, side: 'before' | 'after') => void;

let watcher: BoundaryWatcher | undefined;

/** Has every boundary of this process watched, until the answered function is called: for fault tests and tracing. */
export function watchBoundaries(watch: BoundaryWatcher): () => void {
  watcher = watch;
  return () => {
    if (watcher === watch) watcher = undefined;
  };
}

/** Tells that a boundary is about to be crossed, or has been. */
export function crossing(...[name, side]: Parameters<BoundaryWatcher>): void {
  watcher?.(name, side);
}

/** Does `work`, which crosses a boundary. `after` is told only when it succeeded. */
export async function across<T>(name: string, work: () => Promise<T>): Promise<T> {
  crossing(name, 'before');
  const result = await work();
  crossing(name, 'after');
  return result;
}

/** Passes a stream on that crosses a boundary until its end. */
export async function* acrossStream<T>(name: string, stream: AsyncIterable<T>): AsyncGenerator<T> {
  yield* stream;
  crossing(name, 'after');
}
