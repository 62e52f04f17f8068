/** What an account may do. */
export type Role = 'partner' | 'customer';

/** What a person tells of themselves; the fields of the other role are null. */
export type Profile = {
  name: string;
  email: string;
  companyName: string | null;
  address: string | null;
  phone: string | null;
};

/** A partner or a customer. */
export type Account = Profile & { id: number; role: Role; createdAt: Date };

/** The form by which e-mails are compared: one account has it. */
export function emailKey(email: string): string {
  return email.trim().normalize('NFC').toLowerCase();
}

const MAX_EMAIL = 254;
const EMAIL = /^[^\s\p{Cc}@]+@[^\s\p{Cc}@.]+(?:\.[^\s\p{Cc}@.]+)+$/u;

/** True for `somebody@some.domain`; whether it receives mail only a mail can tell. At most 254 characters (RFC 5321). */
export function isEmail(email: string): boolean {
  return email.length <= MAX_EMAIL && EMAIL.test(email);
}
