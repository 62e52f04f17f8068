import { expect, test } from '@jest/globals';
import { createFieldChecks } from './field-checks.ts';
import { checkProfileChange } from './profile-change.ts';

test('texts lose the space around them and are measured in characters after that', () => {
  const checks = createFieldChecks();
  expect(checks.text('name', `  ${'🎟'.repeat(200)} `)).toBe('🎟'.repeat(200));
  expect(checks.text('address', 'Rua 1\nRecife')).toBe('Rua 1\nRecife');
  expect(checks.finish).not.toThrow();
});

test.each([
  ['name', ''],
  ['name', 'x'.repeat(201)],
  ['name', 'two\nlines'],
  ['company_name', ' '],
  ['address', 'x'.repeat(501)],
  ['address', 'nul \u0000 byte'],
  ['phone', '12'],
  ['phone', '1'.repeat(41)],
] as const)('%s can not be %j', (field, text) => {
  const checks = createFieldChecks();
  checks.text(field, text);
  const metadata = { errors: [{ field, message: expect.any(String) }] };
  expect(checks.finish).toThrow(expect.objectContaining({ kind: 'invalid', reason: 'validation_failed', metadata }));
});

test('passwords have 8 to 128 characters', () => {
  const errorsOf = (length: number) => {
    const checks = createFieldChecks();
    checks.password('password', 'ã'.repeat(length));
    return checks.finish;
  };
  expect(errorsOf(7)).toThrow('password: must have 8 to 128 characters');
  expect(errorsOf(8)).not.toThrow();
  expect(errorsOf(128)).not.toThrow();
  expect(errorsOf(129)).toThrow();
});

test('a change of profile holds what was asked for, and nothing of the other role', () => {
  const asked = { name: ' Ana ', email: undefined, companyName: undefined, address: undefined, phone: '12345' };
  expect(checkProfileChange('customer', asked)).toEqual({ name: 'Ana', phone: '12345' });
  expect(() => checkProfileChange('partner', asked)).toThrow('phone: is for customers only');
  expect(() => checkProfileChange('customer', { ...asked, companyName: 'Palco' })).toThrow('company_name');
});
