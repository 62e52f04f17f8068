import { ProblemError } from '../api/problem.ts';

/** The `t` of any namespace. */
type AnyTranslate = (...args: never[]) => unknown;
type Translate = (keys: string[], values?: Record<string, unknown>) => string;

// What the API says of a field, and which of our texts says the same.
const FIELD_TEXTS: readonly [RegExp, string][] = [
  [/^is required$|^must not have fewer than 1 (characters|items)$/, 'required'],
  [/^must not have fewer than (?<limit>\d+) characters$/, 'tooShort'],
  [/^must not have more than (?<limit>\d+) characters$/, 'tooLong'],
  [/^must not have fewer than (?<limit>\d+) items$/, 'tooFew'],
  [/^must not have more than (?<limit>\d+) items$/, 'tooMany'],
  [/^must be >= (?<limit>-?\d+)$/, 'tooSmall'],
  [/^must be <= (?<limit>\d+)$/, 'tooLarge'],
  [/^must not have the same item twice$/, 'twice'],
  [/that is not blank/, 'blank'],
  [/^must be an email$/, 'email'],
  [/^must not be the e-mail$/, 'isEmail'],
  [/most common passwords/, 'common'],
  [/^is wrong$/, 'wrongPassword'],
  [/^must be (a time|an RFC 3339 .*|YYYY-MM-DD .*)$/, 'moment'],
  [/ISO 4217/, 'currency'],
  [/^must be in the future$/, 'past'],
  [/^must be before the event begins$/, 'beforeEvent'],
  [/^must not be after the event begins$/, 'afterEvent'],
  [/^must be after sales_start$/, 'afterStart'],
];

// Reasons that are about one field, whatever the form calls it.
const FIELD_OF: Readonly<Record<string, string>> = { email_taken: 'email' };

function keysOf(path: string, name: string): string[] {
  return [`problems:${path}.${name}`, `problems:${path}.unknown`];
}

function detailsOf({ reason, body }: ProblemError): [string, string] | undefined {
  const { decline_code: code } = body;
  return reason === 'payment_declined' && typeof code === 'string' ? ['declines', code] : undefined;
}

/** What went wrong in words that a buyer understands. `t` is that of any namespace. */
export function explain(t: AnyTranslate, error: unknown): string {
  const say = t as unknown as Translate;
  if (!(error instanceof ProblemError)) return say(keysOf('reasons', 'unknown'));
  const details = detailsOf(error);
  return say([...(details ? [`problems:${details.join('.')}`] : []), ...keysOf('reasons', error.reason)]);
}

function explainField(say: Translate, message: string): string {
  for (const [pattern, text] of FIELD_TEXTS) {
    const found = pattern.exec(message);
    if (found) return say([`problems:fields.${text}`], { limit: Number(found.groups?.limit ?? 0) });
  }
  return say(['problems:fields.unknown']);
}

/** What is wrong with each field of a form, by the API's name of the field; empty for problems of no field. */
export function explainFields(t: AnyTranslate, error: unknown): Record<string, string> {
  if (!(error instanceof ProblemError)) return {};
  const say = t as unknown as Translate;
  const texts: Record<string, string> = {};
  const own = FIELD_OF[error.reason];
  if (own !== undefined) texts[own] = explain(t, error);
  for (const { field, message } of error.fields) texts[field] ??= explainField(say, message);
  return texts;
}
