import { secondsAfter } from '@boxoffice/kernel';
import { expect, test } from '@jest/globals';
import { judgeRefresh, sessionLabel } from './session.ts';

const NOW = new Date('2026-11-23T12:00:00Z');
const live = { expiresAt: secondsAfter(NOW, 1), endedAt: null };
const ago = (seconds: number) => ({ replacedAt: secondsAfter(NOW, -seconds) });

test.each([
  ['rotate', live, { replacedAt: null }],
  ['repeat', live, ago(0)],
  ['repeat', live, ago(10)],
  ['reuse', live, ago(10.001)],
  ['refuse', { ...live, expiresAt: NOW }, { replacedAt: null }],
  ['refuse', { ...live, endedAt: NOW }, { replacedAt: null }],
  ['refuse', { ...live, endedAt: NOW }, ago(3600)],
] as const)('%s: %j, %j', (verdict, session, token) => {
  expect(judgeRefresh(session, token, NOW, 10)).toBe(verdict);
});

test('what a client says of itself becomes one line of bounded length', () => {
  expect(sessionLabel('userAgent', 'a\u0000b\nc')).toBe('a b c');
  expect([...sessionLabel('userAgent', '🎟'.repeat(400))]).toHaveLength(300);
  expect(sessionLabel('ip', '1'.repeat(100))).toHaveLength(64);
});
