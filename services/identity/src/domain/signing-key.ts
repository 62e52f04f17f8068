import { secondsAfter } from '@boxoffice/kernel';
import { daysInSeconds } from './session.ts';

/** No access token lives longer. */
export const MAX_ACCESS_TOKEN_SECONDS = 600;

/** A new key is published for so long before it signs, so that everyone who verifies has it by then. */
export const KEY_LEAD_SECONDS = 600;

// A replica may go on signing with the old key for a moment: until it has read the keys again, or by its slow clock.
const KEY_SLACK_SECONDS = 300;

/**
 * The life of a key: made, published at once, signs from `activatesAt` until its successor does, and is published until
 * `retiresAt`, when its last token has expired. `retiresAt` is null until there is a successor.
 */
export type KeyTimes = { createdAt: Date; activatesAt: Date; retiresAt: Date | null };

/** The key that signs at a moment: the one that became active last. */
export function signingKeyAt<Key extends KeyTimes>(keys: readonly Key[], now: Date): Key | undefined {
  return keys
    .filter((key) => key.activatesAt <= now)
    .reduce<Key | undefined>((last, key) => (last && last.activatesAt >= key.activatesAt ? last : key), undefined);
}

/** The keys whose tokens are valid at a moment, or will be soon. */
export function publishedKeysAt<Key extends KeyTimes>(keys: readonly Key[], now: Date): Key[] {
  return keys.filter((key) => key.retiresAt === null || key.retiresAt > now);
}

/** A key to be made, and when the keys before it leave the published set. */
export type KeyPlan = { activatesAt: Date; predecessorsRetireAt: Date };

/** Plans the next key when there is none or the newest is too old; the very first one signs at once. */
export function planNextKey(keys: readonly KeyTimes[], now: Date, rotationDays: number): KeyPlan | undefined {
  const youngEnough = (key: KeyTimes) => secondsAfter(key.createdAt, daysInSeconds(rotationDays)) > now;
  if (keys.some(youngEnough)) return undefined;
  const activatesAt = signingKeyAt(keys, now) ? secondsAfter(now, KEY_LEAD_SECONDS) : now;
  return {
    activatesAt,
    predecessorsRetireAt: secondsAfter(activatesAt, MAX_ACCESS_TOKEN_SECONDS + KEY_SLACK_SECONDS),
  };
}
