import { expect, test } from '@jest/globals';
import { emailKey, isEmail } from './account.ts';

test.each(['a@b.co', 'first.last+tag@sub.example.com', 'josé@exämple.com.br', `${'a'.repeat(248)}@b.com`])(
  '%s is an e-mail',
  (email) => expect(isEmail(email)).toBe(true),
);

test.each([
  '',
  'nobody',
  'nobody@',
  '@example.com',
  'nobody@localhost',
  'a@b@c.com',
  'no body@example.com',
  'nobody@example..com',
  'nobody@example.com.',
  'nobody@exam\u0000ple.com',
  `${'a'.repeat(249)}@b.com`,
])('%j is no e-mail', (email) => expect(isEmail(email)).toBe(false));

test('e-mails are compared without case, space around them, and however their letters are composed', () => {
  expect(emailKey(' JOSE\u0301@Example.COM ')).toBe(emailKey('jos\u00e9@example.com'));
});
