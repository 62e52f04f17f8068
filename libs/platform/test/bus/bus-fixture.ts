import type { Consumer, EventBus, EventMessage } from '@boxoffice/platform';

let services = 0;

/** The name of a publishing service that no other test uses. */
export function newService(): string {
  const letters = [...String(++services)].map((digit) => 'abcdefghij'[Number(digit)]).join('');
  return `${letters}x${Array.from({ length: 8 }, () => 'klmnopqrst'[Math.floor(Math.random() * 10)]).join('')}`;
}

/** A message of a service. */
export function messageOf(service: string, fact = 'seat_sold', id: string = crypto.randomUUID()): EventMessage {
  const payload = new TextEncoder().encode(`${fact} ${id}`);
  return { id, subject: `boxoffice.${service}.v1.${fact}`, payload, time: new Date() };
}

/** What a listener does with a message; a throw or an Error means that it shall come again. */
export type Reaction = (message: EventMessage) => void | Promise<void>;

/** A consumer that remembers what it heard, when, and what it gave up. */
export type Listener = Consumer & {
  heard: EventMessage[];
  /** Ids in the order they were heard. */
  ids(): string[];
  /** Moments at which a message was heard. */
  times(id: string): number[];
  givenUp: { id: string; error: Error }[];
};

/** A listener to facts of a service; each message gets its own reaction. */
export function listener(
  service: string,
  facts: string[],
  { react = () => {}, name = `${service}-${facts.join('-')}`, maxAttempts = 12 } = {} as {
    react?: Reaction;
    name?: string;
    maxAttempts?: number;
  },
): Listener {
  const heard: EventMessage[] = [];
  const times: [id: string, at: number][] = [];
  const givenUp: Listener['givenUp'] = [];
  async function one(message: EventMessage): Promise<Error | undefined> {
    heard.push(message);
    times.push([message.id, performance.now()]);
    try {
      await react(message);
      return undefined;
    } catch (error) {
      return error as Error;
    }
  }
  return {
    name,
    subjects: facts.map((fact) => `boxoffice.${service}.v1.${fact}`),
    maxAttempts,
    handle: (messages) => Promise.all(messages.map(one)),
    async giveUp({ id }, error) {
      givenUp.push({ id, error });
    },
    heard,
    ids: () => heard.map(({ id }) => id),
    times: (id) => times.filter(([one]) => one === id).map(([, at]) => at),
    givenUp,
  };
}

/** Publishes as the outbox does: again and again until the message is safe. */
export async function publishSurely(bus: EventBus, message: EventMessage): Promise<void> {
  for (let tries = 0; tries < 200; tries++) {
    try {
      return await bus.publish(message);
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 100).unref());
    }
  }
}
