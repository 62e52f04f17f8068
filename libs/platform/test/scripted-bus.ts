import type { EventBus, EventMessage } from '@boxoffice/platform';

/** A bus that remembers what was published, and fails as it is told. */
export function scriptedBus() {
  const published: EventMessage[] = [];
  const script = {
    /** Called before a message counts as published; a throw is a failure of the bus. */
    before: async (_message: EventMessage): Promise<void> => {},
    /** Called after it counts. */
    after: async (_message: EventMessage): Promise<void> => {},
  };
  const bus: EventBus = {
    async publish(message) {
      await script.before(message);
      published.push(message);
      await script.after(message);
    },
    async subscribe() {},
    async close() {},
  };
  return { bus, script, published, subjects: () => published.map(({ subject }) => subject) };
}
