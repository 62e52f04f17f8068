import { hash } from 'node:crypto';
import { DomainError } from '@boxoffice/kernel';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** An `Idempotency-Key` and what it stands for, as services take it. */
export type IdempotencyInit = { key: string; requestHash: Uint8Array };

const KEY = /^[\x21-\x7e]{1,255}$/;

/** JSON whose keys are sorted, so that equal contents are equal texts. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(sorted(value));
}

function sorted(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(sorted);
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, item]) => [key, sorted(item)]));
}

/** The client's `Idempotency-Key`, or undefined. Throws `invalid_idempotency_key`. */
export function idempotencyKeyOf({ headers }: Pick<FastifyRequest, 'headers'>): string | undefined {
  const key = headers['idempotency-key'];
  if (key === undefined) return undefined;
  if (typeof key === 'string' && KEY.test(key)) return key;
  const message = 'must be 1 to 255 visible ASCII characters';
  throw new DomainError('invalid', 'invalid_idempotency_key', `The Idempotency-Key ${message}.`, {
    errors: [{ field: 'Idempotency-Key', message }],
  });
}

/**
 * The idempotency of a command, as a field to spread into it: nothing without a key. `content` stands for the body, which
 * must not have secrets in it; what is hashed is the SHA-256 of method, path and content.
 */
export function idempotencyOf(
  request: Pick<FastifyRequest, 'headers' | 'method' | 'url' | 'body'>,
  content: unknown = request.body ?? {},
): { idempotency?: IdempotencyInit } {
  const key = idempotencyKeyOf(request);
  if (key === undefined) return {};
  const [path] = request.url.split('?', 1);
  const requestHash = hash('sha256', `${request.method} ${path}\n${canonicalJson(content)}`, 'buffer');
  return { idempotency: { key, requestHash } };
}

/** Tells the client when an answer is the stored one of an earlier request. */
export function markReplay(reply: Pick<FastifyReply, 'header'>, replayed: boolean): void {
  if (replayed) reply.header('idempotent-replayed', 'true');
}
