import { setTimeout as sleep } from 'node:timers/promises';
import { createBatcher } from '@boxoffice/kernel';
import {
  AckPolicy,
  type ConsumerConfig,
  type ConsumerMessages,
  type JsMsg,
  jetstream,
  jetstreamManager,
  RetentionPolicy,
  StorageType,
} from '@nats-io/jetstream';
import { connect, headers, type NatsConnection, nanos } from '@nats-io/transport-node';
import { crossing } from './boundary.ts';
import { asError, type Consumer, type EventBus, type EventMessage, publisherOf, redeliveryDelay } from './event-bus.ts';
import type { Log } from './log.ts';
import { createPublisher, NoStream } from './nats-publisher.ts';

const ACK_WAIT_MS = 10_000;
const PUBLISH_MS = 2000;
const KEEP_FOR_MS = 7 * 24 * 3600 * 1000;
const DEDUPLICATE_FOR_MS = 10 * 60 * 1000;

/** The JetStream stream that keeps a publishing service's events. */
function streamOf(service: string): string {
  return `BOXOFFICE_${service.toUpperCase()}`;
}

function toEvent(message: JsMsg): EventMessage {
  const time = message.headers?.get('ce-time');
  return {
    id: message.headers?.get('ce-id') || message.headers?.get('Nats-Msg-Id') || '',
    subject: message.subject,
    payload: message.data,
    time: time ? new Date(time) : message.time,
  };
}

/** Connects, however long the server is away; afterwards the connection mends itself. */
async function connectPatiently(url: string, log: Log): Promise<NatsConnection> {
  const { username: token, host } = new URL(url);
  for (let attempt = 1; ; attempt++) {
    try {
      return await connect({
        servers: host,
        ...(token ? { token: decodeURIComponent(token) } : {}),
        maxReconnectAttempts: -1,
        reconnectTimeWait: 250,
      });
    } catch (error) {
      if (attempt % 10 === 1) log.warn({ server: host, cause: asError(error).message }, 'waiting for NATS');
      await sleep(500);
    }
  }
}

/**
 * The bus of many processes: NATS JetStream at `nats://[token@]host:port`. One stream per publishing service, kept for a week; `Nats-Msg-Id` is the
 * event's id, so that a repeated publish is stored once; CloudEvents attributes travel as headers. Consumers are durable,
 * pull, and supervised: when the server or its store is lost they start again.
 */
export async function createNatsBus(url: string, log: Log): Promise<EventBus> {
  const connection = await connectPatiently(url, log);
  const js = jetstream(connection, { timeout: 5000 });
  const publish = createPublisher(connection, PUBLISH_MS);
  const closing = new AbortController();
  const loops: Promise<void>[] = [];
  const open = new Set<ConsumerMessages>();
  const pause = (ms: number) => sleep(ms, undefined, { signal: closing.signal }).catch(() => undefined);

  async function ensureStream(service: string): Promise<void> {
    const manager = await jetstreamManager(connection, { checkAPI: false, timeout: 5000 });
    const name = streamOf(service);
    const subjects = [`boxoffice.${service}.v1.>`];
    const found = await manager.streams.info(name).catch(() => undefined);
    if (found) return;
    await manager.streams.add({
      name,
      subjects,
      retention: RetentionPolicy.Limits,
      storage: StorageType.File,
      max_age: nanos(KEEP_FOR_MS),
      duplicate_window: nanos(DEDUPLICATE_FOR_MS),
    });
  }

  async function ensureConsumer({ name, subjects }: Consumer, service: string): Promise<void> {
    const manager = await jetstreamManager(connection, { checkAPI: false, timeout: 5000 });
    const [only] = subjects;
    const config: Partial<ConsumerConfig> & { durable_name: string } = {
      durable_name: name,
      ack_policy: AckPolicy.Explicit,
      ack_wait: nanos(ACK_WAIT_MS),
      max_ack_pending: 5000,
      // nats-server before 2.10 filters one subject; others are filtered here.
      ...(subjects.length === 1 && only !== undefined ? { filter_subject: only } : {}),
    };
    const found = await manager.consumers.info(streamOf(service), name).catch(() => undefined);
    if (!found) await manager.consumers.add(streamOf(service), config);
  }

  async function settle(consumer: Consumer, message: JsMsg, apply: (event: EventMessage) => Promise<undefined>) {
    if (!consumer.subjects.includes(message.subject)) return message.ack();
    const event = toEvent(message);
    try {
      await apply(event);
      crossing(`acknowledge to ${consumer.name}`, 'before');
      message.ack();
      crossing(`acknowledge to ${consumer.name}`, 'after');
    } catch (thrown) {
      const error = asError(thrown);
      const attempt = message.info.deliveryCount;
      log.warn({ err: error, consumer: consumer.name, event: event.id, attempt }, 'an event was not applied');
      if (attempt < consumer.maxAttempts) return message.nak(redeliveryDelay(attempt));
      await consumer.giveUp(event, error).then(
        () => message.ack(),
        () => message.nak(redeliveryDelay(attempt)),
      );
    }
  }

  async function hear(consumer: Consumer, service: string, heard: () => void): Promise<void> {
    await ensureStream(service);
    await ensureConsumer(consumer, service);
    const apply = createBatcher<EventMessage, undefined>((events) => consumer.handle(events));
    const source = await js.consumers.get(streamOf(service), consumer.name);
    const messages = await source.consume({ max_messages: 1000, expires: 10_000, abort_on_missing_resource: true });
    open.add(messages);
    heard();
    const settling = new Set<Promise<void>>();
    try {
      for await (const message of messages) {
        const one = settle(consumer, message, apply)
          .catch((error) => log.warn({ err: error, consumer: consumer.name }, 'an event was not acknowledged'))
          .finally(() => settling.delete(one));
        settling.add(one);
      }
    } finally {
      open.delete(messages);
      await Promise.allSettled(settling);
    }
  }

  async function supervise(consumer: Consumer, service: string, heard: () => void): Promise<void> {
    while (!closing.signal.aborted) {
      try {
        await hear(consumer, service, heard);
      } catch (error) {
        log.warn({ err: error, consumer: consumer.name }, 'a consumer was interrupted; it starts again');
      }
      await pause(250);
    }
  }

  async function send({ id, subject, payload, time, replay = 0 }: EventMessage): Promise<void> {
    const attributes = headers();
    attributes.set('ce-specversion', '1.0');
    attributes.set('ce-id', id);
    attributes.set('ce-source', `/boxoffice/${publisherOf(subject)}`);
    attributes.set('ce-type', subject);
    attributes.set('ce-time', time.toISOString());
    attributes.set('ce-datacontenttype', 'application/protobuf');
    // A replay on purpose must not be taken for a repetition.
    attributes.set('Nats-Msg-Id', replay === 0 ? id : `${id}.${replay}`);
    await publish(subject, payload, attributes);
  }

  return {
    async publish(message) {
      try {
        await send(message);
      } catch (error) {
        if (!(error instanceof NoStream)) throw error;
        await ensureStream(publisherOf(message.subject));
        await send(message);
      }
    },
    async subscribe(consumer) {
      const [subject] = consumer.subjects;
      if (subject === undefined) throw new Error(`${consumer.name} hears no subject`);
      const service = publisherOf(subject);
      await new Promise<void>((heard) => {
        loops.push(supervise(consumer, service, heard));
      });
    },
    async close() {
      closing.abort();
      for (const messages of open) messages.stop();
      await Promise.allSettled(loops);
      // A server that is away can't be told goodbye.
      await connection.drain().catch(() => connection.close());
    },
  };
}
