import { DomainError, invalidField } from '@boxoffice/kernel';

const VERSION = /^"([1-9][0-9]{0,15})"$/;
const ENTITY_TAG = /^(W\/)?"[\x21\x23-\x7e\x80-\xff]*"$/;

/**
 * The version that an `If-Match` header asks for; 0 means any. A tag that is no version of anything raises
 * `event_changed`; a header that is no single tag raises `validation_failed`.
 */
export function expectedVersion(ifMatch: string | undefined): bigint {
  const tag = ifMatch?.trim();
  if (tag === undefined || tag === '*') return 0n;
  const version = VERSION.exec(tag)?.[1];
  if (version !== undefined) return BigInt(version);
  if (!ENTITY_TAG.test(tag)) throw invalidField('If-Match', 'must be one ETag, for example "3"');
  throw new DomainError('stale', 'event_changed', 'The event has changed; read it again.');
}
