import { newCustomer, newPartner } from '../support/api.ts';
import { type BadRequest, badField, withoutField } from './bad-request.ts';

const partner = { who: 'nobody', request: 'POST /v1/partners/register', json: newPartner } as const;
const customer = { who: 'nobody', request: 'POST /v1/customers/register', json: newCustomer } as const;
const login = {
  who: 'nobody',
  request: 'POST /v1/auth/login',
  json: () => ({ email: 'a@example.com', password: 'x' }),
} as const;
const profile = { who: 'customer', request: 'PATCH /v1/me', json: () => ({}) } as const;

const text = (most: number) => ({
  'that is empty': '',
  'of blanks': ' \t ',
  'that is too long': 'x'.repeat(most + 1),
  'with NUL': 'a\0b',
  'with half a character': 'a\ud800b',
  'that is a number': 7,
  'that is null': null,
  'that is a list': ['x'],
  'that is an object': { $ne: '' },
});

/** Accounts and logins that are wrong. */
export const badAccounts: BadRequest[] = [
  ...withoutField(partner, ['name', 'email', 'password', 'company_name']),
  ...withoutField(customer, ['name', 'email', 'password', 'address', 'phone']),
  ...badField(partner, 'name', text(200)),
  ...badField(partner, 'company_name', text(200)),
  ...badField(customer, 'address', text(500)),
  ...badField(customer, 'phone', { ...text(40), 'that is too short': '12' }),
  ...badField(customer, 'email', {
    'without @': 'ana.example.com',
    'without a name': '@example.com',
    'without a host': 'ana@',
    'with two @': 'ana@b@example.com',
    'with a blank': 'ana b@example.com',
    'with a line break': 'ana@example.com\nBcc: all@example.com',
    'with NUL': 'ana\0@example.com',
    'that is too long': `${'x'.repeat(250)}@example.com`,
    'that is a list': ['ana@example.com'],
    'that is null': null,
  }),
  ...badField(customer, 'password', {
    'that is too short': 'a7k#Q2z',
    'that is too long': 'a7k#Q2z '.repeat(17),
    'that is a number': 12_345_678,
    'with half a character': `long enough \udc00`,
    'that is null': null,
  }),
  ...badField(partner, 'role', { 'that nobody may choose': 'customer' }),
  ...badField(partner, 'id', { 'that nobody may choose': 1 }),
  ...badField(customer, 'company_name', { 'of a customer': 'Prado Shows' }),
  ...badField(login, 'email', {
    'that is an object': { $gt: '' },
    'with NUL': 'a\0@example.com',
    'that is null': null,
  }),
  ...badField(login, 'password', { 'that is a number': 1, 'that is too long': 'x'.repeat(1001), 'that is null': null }),
  ...badField(login, 'session', { 'of no kind': 'forever', 'that is null': null }),
  { ...profile, what: 'a profile without a change', json: {}, fields: ['body'] },
  ...badField(profile, 'name', text(200)),
  ...badField(profile, 'role', { 'that nobody may choose': 'partner' }),
  ...badField(profile, 'password', { 'in the wrong place': 'correct horse battery' }),
];
