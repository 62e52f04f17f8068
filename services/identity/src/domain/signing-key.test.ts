import { secondsAfter } from '@boxoffice/kernel';
import { expect, test } from '@jest/globals';
import { KEY_LEAD_SECONDS, type KeyTimes, planNextKey, publishedKeysAt, signingKeyAt } from './signing-key.ts';

const DAY = 24 * 3600;
const NOW = new Date('2026-11-23T12:00:00Z');
const at = (seconds: number) => secondsAfter(NOW, seconds);
const key = (times: Partial<KeyTimes> = {}): KeyTimes => ({
  createdAt: NOW,
  activatesAt: NOW,
  retiresAt: null,
  ...times,
});

test('the very first key signs at once', () => {
  expect(planNextKey([], NOW, 30)).toMatchObject({ activatesAt: NOW });
});

test('a young key needs no successor, an old one gets one that is published before it signs', () => {
  expect(planNextKey([key()], at(30 * DAY - 1), 30)).toBeUndefined();
  const due = at(30 * DAY);
  expect(planNextKey([key()], due, 30)).toEqual({
    activatesAt: secondsAfter(due, KEY_LEAD_SECONDS),
    predecessorsRetireAt: secondsAfter(due, KEY_LEAD_SECONDS + 900),
  });
});

test('a key that is not active yet keeps another from being made', () => {
  const next = key({ createdAt: at(30 * DAY), activatesAt: at(30 * DAY + 600) });
  expect(planNextKey([key(), next], at(30 * DAY + 1), 30)).toBeUndefined();
});

test('the key that became active last signs, in whatever order they are read', () => {
  const [old, next] = [key(), key({ activatesAt: at(600) })];
  for (const keys of [
    [old, next],
    [next, old],
  ]) {
    expect(signingKeyAt(keys, at(599))).toBe(old);
    expect(signingKeyAt(keys, at(600))).toBe(next);
  }
  expect(signingKeyAt([next], NOW)).toBeUndefined();
});

test('keys are published from the moment they are made until they retire', () => {
  const [old, next] = [key({ retiresAt: at(900) }), key({ activatesAt: at(600) })];
  expect(publishedKeysAt([old, next], at(899))).toEqual([old, next]);
  expect(publishedKeysAt([old, next], at(900))).toEqual([next]);
});
