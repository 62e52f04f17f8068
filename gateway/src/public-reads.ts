import { hash } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { LRUCache } from 'lru-cache';

type Answer = { text: string; etag: string };
type Load = () => Promise<Answer>;

/** Answers a public GET: what `load` resolves to, with `ETag`, or 304 when the client has it already. */
export type PublicReads = <Body>(
  request: FastifyRequest,
  reply: FastifyReply,
  load: () => Promise<Body>,
) => Promise<Body>;

const MAX_ANSWERS = 2000;
const MAX_BYTES = 64 * 1024 * 1024;

/** True when one of the tags of an `If-None-Match` header is `etag`, compared weakly (RFC 9110, 13.1.2). */
export function matchesTag(header: string | undefined, etag: string): boolean {
  if (header === undefined) return false;
  const opaque = (tag: string) => tag.trim().replace(/^W\//, '');
  return header.trim() === '*' || header.split(',').some((tag) => opaque(tag) === opaque(etag));
}

/**
 * Keeps the answers of public GETs for a moment, and lets requests that come together wait for one answer, so that a
 * crowd that watches one event costs its services no more than one client.
 */
export function createPublicReads(keepMs = 250): PublicReads {
  const answers = new LRUCache<string, Answer, Load>({
    max: MAX_ANSWERS,
    maxSize: MAX_BYTES,
    sizeCalculation: ({ text }) => text.length + 1,
    ttl: keepMs,
    ttlResolution: 0,
    fetchMethod: (_key, _stale, { context: load }) => load(),
  });

  return async (request, reply, load) => {
    const context: Load = async () => {
      const text = String(reply.serialize(await load()));
      // Weak: a compressed answer has the same tag.
      return { text, etag: `W/"${hash('sha1', text, 'base64url')}"` };
    };
    const { text, etag } = (await answers.fetch(request.url, { context })) ?? (await context());
    reply.header('etag', etag).header('cache-control', 'public, max-age=1');
    if (matchesTag(request.headers['if-none-match'], etag)) reply.code(304).send();
    else reply.type('application/json').send(text);
    // What a handler returns after it has sent an answer is that reply, not the body its type tells.
    return reply as never;
  };
}
