import { expect, test } from '@jest/globals';
import { ProblemError } from '../api/problem.ts';
import { problems } from './en/problems.ts';
import { explain, explainFields } from './explain.ts';

type Tree = { [key: string]: string | Tree };

function find(key: string): string | undefined {
  const path = key.replace('problems:', '').split('.');
  const found = path.reduce<string | Tree | undefined>(
    (tree, name) => (typeof tree === 'object' ? tree[name] : undefined),
    problems,
  );
  return typeof found === 'string' ? found : undefined;
}

/** As i18next does it: the first key that there is. */
function t(keys: string[], values: Record<string, unknown> = {}): string {
  const text = keys.map(find).find((found) => found !== undefined) ?? 'missing';
  return text.replace(/\{\{(\w+)\}\}/g, (_whole, name: string) => String(values[name]));
}

const problem = (reason: string, body: object = {}) => ProblemError.from(409, { reason, detail: 'x', ...body });

test('a reason is told in our words', () => {
  expect(explain(t, problem('ticket_unavailable'))).toBe(problems.reasons.ticket_unavailable);
});

test('a card that was declined is told why, where that is known', () => {
  const declined = (code: string) => explain(t, problem('payment_declined', { decline_code: code }));
  expect(declined('insufficient_funds')).toBe(problems.declines.insufficient_funds);
  expect(declined('do_not_honor')).toBe(problems.reasons.payment_declined);
});

test.each([new Error('x'), undefined, problem('brand_new_reason')])('%s is told as unknown', (error) => {
  expect(explain(t, error)).toBe(problems.reasons.unknown);
});

test('what the API says of fields is told at the fields', () => {
  const errors = [
    { field: 'name', message: 'is required' },
    { field: 'email', message: 'must be an email' },
    { field: 'password', message: 'must not have fewer than 8 characters' },
    { field: 'address', message: 'must not have fewer than 1 characters' },
    { field: 'phone', message: 'is something new' },
  ];
  expect(explainFields(t, problem('validation_failed', { errors }))).toEqual({
    name: problems.fields.required,
    email: problems.fields.email,
    password: 'At least 8 characters.',
    address: problems.fields.required,
    phone: problems.fields.unknown,
  });
});

test('of two faults of a field the first is told', () => {
  const errors = [
    { field: 'name', message: 'must be text that is not blank, without NUL and broken characters' },
    { field: 'name', message: 'must not have fewer than 1 characters' },
  ];
  expect(explainFields(t, problem('validation_failed', { errors }))).toEqual({ name: problems.fields.blank });
});

test('an e-mail that is taken is told at its field, other problems at none', () => {
  expect(explainFields(t, problem('email_taken'))).toEqual({ email: problems.reasons.email_taken });
  expect(explainFields(t, problem('overloaded'))).toEqual({});
  expect(explainFields(t, new Error('x'))).toEqual({});
});
