import { expect, test } from '@jest/globals';
import { passwordLength, refuseWeakPassword } from './password.ts';

const refuse = (password: string) => () => refuseWeakPassword('password', password, 'Ana@Example.com');

test.each([
  'password',
  'PASSWORD',
  '12345678',
  'qwertyuiop',
  'iloveyou',
  'senha123',
  'ana@example.com',
  ' ANA@example.COM',
])('%s is weak', (password) => {
  const errors = [{ field: 'password', message: expect.any(String) }];
  expect(refuse(password)).toThrow(expect.objectContaining({ reason: 'weak_password', metadata: { errors } }));
});

test.each(['torn-velvet-curtain', 'ana@example.com!', 'correct horse battery staple'])('%s is not weak', (password) => {
  expect(refuse(password)).not.toThrow();
});

test('a length is counted in characters as people see them, not in UTF-16 units', () => {
  expect(passwordLength('🎟️'.repeat(4))).toBe(8);
  expect(passwordLength('a\u0303')).toBe(1);
});
