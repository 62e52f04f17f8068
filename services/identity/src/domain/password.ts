import { DomainError } from '@boxoffice/kernel';
import { dictionary } from '@zxcvbn-ts/language-common';
import { emailKey } from './account.ts';

/** Bounds of a password's length, in characters. */
export const PASSWORD_LENGTH = { min: 8, max: 128 };

const COMMON: ReadonlySet<string> = new Set(
  dictionary['passwords-common'].filter((password) => passwordLength(password) >= PASSWORD_LENGTH.min),
);

/**
 * The form in which a password is hashed and counted: devices write the same characters differently ("ã" as one code
 * point or as two). NFKC, as NIST SP 800-63B, 5.1.1.2 says.
 */
export function normalizePassword(password: string): string {
  return password.normalize('NFKC');
}

/** Length in characters: code points, not UTF-16 units. */
export function passwordLength(password: string): number {
  return [...normalizePassword(password)].length;
}

/** Throws `weak_password` for a password that many people have, whatever its case, and for the account's own e-mail. */
export function refuseWeakPassword(field: string, password: string, email: string): void {
  const candidate = normalizePassword(password).toLowerCase();
  let message: string | undefined;
  if (COMMON.has(candidate)) message = 'is one of the most common passwords';
  else if (candidate.trim() === emailKey(email)) message = 'must not be the e-mail';
  if (message === undefined) return;
  throw new DomainError('invalid', 'weak_password', `The password ${message}.`, { errors: [{ field, message }] });
}
