// Jest may load setup and teardown as separate copies of a module; both see the same global object.
const KEY = Symbol.for('boxoffice.testing.teardown');
const store = globalThis as { [KEY]?: (() => Promise<void>) | undefined };

/** Keeps what global-teardown is to do. */
export function keepForTeardown(stop: () => Promise<void>): void {
  store[KEY] = stop;
}

/** Does it, once. */
export async function runTeardown(): Promise<void> {
  const stop = store[KEY];
  store[KEY] = undefined;
  await stop?.();
}
