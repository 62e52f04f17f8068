import { createHash, randomBytes } from 'node:crypto';

/** A new refresh token: 256 random bits. */
export function createRefreshToken(): string {
  return randomBytes(32).toString('base64url');
}

/** The form in which a refresh token is stored; it is random, so a fast hash is enough. */
export function hashRefreshToken(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}
