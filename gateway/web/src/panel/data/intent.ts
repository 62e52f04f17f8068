import { useState } from 'react';

/** The key of what someone is about to do: the same as long as they ask for the same. */
export type Intent = { keyFor(request: unknown): string; done(): void };

/**
 * Makes keys for one command. A request that is sent again, because no answer came, has the key that it had: the platform
 * carries it out once. After `done` the same request is a new one.
 */
export function createIntent(makeKey: () => string = () => crypto.randomUUID()): Intent {
  let last: { request: string; key: string } | undefined;
  return {
    keyFor(request) {
      const text = JSON.stringify(request);
      if (last?.request !== text) last = { request: text, key: makeKey() };
      return last.key;
    },
    done() {
      last = undefined;
    },
  };
}

/** An intent that lives as long as the component. */
export function useIntent(): Intent {
  return useState(createIntent)[0];
}
