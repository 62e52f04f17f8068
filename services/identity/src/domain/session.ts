import { secondsAfter } from '@boxoffice/kernel';
import type { Role } from './account.ts';

/** When a session ends by itself, and when it was ended. */
export type SessionTimes = { expiresAt: Date; endedAt: Date | null };

/** One login, as its owner sees it. */
export type Session = SessionTimes & {
  id: number;
  /** What the client said of itself. */
  userAgent: string;
  ip: string;
  createdAt: Date;
  lastUsedAt: Date;
};

/** What a session holds; the times are in seconds. */
export type TokenPair = {
  accessToken: string;
  expiresIn: number;
  refreshToken: string;
  refreshExpiresIn: number;
  role: Role;
};

/** When a refresh token was exchanged for the next one. */
export type TokenTimes = { replacedAt: Date | null };

/**
 * What a refresh token that is shown means:
 * - `rotate`: it is in use; it gets a successor and retires.
 * - `repeat`: it was exchanged a moment ago, as concurrent refreshes of one page do; it gets one more successor.
 * - `reuse`: it was exchanged long ago: somebody has a copy, so the whole session must end.
 * - `refuse`: its session has ended or expired.
 */
export type RefreshVerdict = 'rotate' | 'repeat' | 'reuse' | 'refuse';

/** Judges a refresh token. */
export function judgeRefresh(
  session: SessionTimes,
  token: TokenTimes,
  now: Date,
  graceSeconds: number,
): RefreshVerdict {
  if (session.endedAt !== null || session.expiresAt <= now) return 'refuse';
  if (token.replacedAt === null) return 'rotate';
  return now <= secondsAfter(token.replacedAt, graceSeconds) ? 'repeat' : 'reuse';
}

/** Seconds of a number of days. */
export function daysInSeconds(days: number): number {
  return days * 24 * 60 * 60;
}

const MAX_LABEL = { userAgent: 300, ip: 64 };

/** What a client says of itself, fit to be stored and shown: one line, of bounded length. */
export function sessionLabel(kind: keyof typeof MAX_LABEL, given: string): string {
  const line = given.slice(0, 2 * MAX_LABEL[kind]).replaceAll(/\p{Cc}/gu, ' ');
  return [...line].slice(0, MAX_LABEL[kind]).join('');
}
