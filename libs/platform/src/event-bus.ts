/** An event as it travels: `payload` is the protobuf message that `subject` names. */
export type EventMessage = {
  /** Unique; consumers apply each id once. */
  id: string;
  /** `boxoffice.<service>.v1.<fact>`. */
  subject: string;
  payload: Uint8Array;
  /** When the fact was recorded. */
  time: Date;
  /** How often it is published again on purpose, after the courier lost it; consumers apply it once all the same. */
  replay?: number;
};

/** Somebody who hears events. Its name is durable: what was published while it was away is delivered later. */
export type Consumer = {
  /** `<service>-<usecase>`. */
  name: string;
  /** Subjects it hears; all of one publishing service. */
  subjects: string[];
  /**
   * Applies messages; an Error in the place of a message, or a throw, means that message (or all) shall come again
   * later. The same message may come more than once.
   */
  handle(messages: EventMessage[]): Promise<(Error | undefined)[]>;
  /** Takes a message that failed `maxAttempts` times; after it resolves the message never comes again. */
  giveUp(message: EventMessage, error: Error): Promise<void>;
  /** Deliveries before a message is given up. */
  maxAttempts: number;
};

/** A courier of events, at least once and in no promised order. */
export type EventBus = {
  /** Resolves once the message can't be lost any more. Rejects when that is not known; publish it again then. */
  publish(message: EventMessage): Promise<void>;
  /** Starts a consumer; resolves once it hears. */
  subscribe(consumer: Consumer): Promise<void>;
  /** Stops consumers and waits for what they have in hand. */
  close(): Promise<void>;
};

/** Pause before the n-th delivery of a message that failed, in milliseconds: from 100 ms, doubling, 30 s at most. */
export function redeliveryDelay(attempt: number): number {
  return Math.min(100 * 2 ** (attempt - 1), 30_000);
}

/** The publishing service of a subject, for example `order`. */
export function publisherOf(subject: string): string {
  const service = /^boxoffice\.([a-z]+)\.v\d+\./.exec(subject)?.[1];
  if (service === undefined) throw new Error(`${subject} is not a subject of Boxoffice`);
  return service;
}

/** Anything thrown, as an Error. */
export function asError(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error(String(thrown));
}
