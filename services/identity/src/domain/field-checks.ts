import { DomainError } from '@boxoffice/kernel';
import { isEmail } from './account.ts';
import { PASSWORD_LENGTH, passwordLength } from './password.ts';

/** A field that is wrong, and why. */
export type FieldError = { field: string; message: string };

type TextRule = { min: number; max: number; lines?: true };

const TEXTS = {
  name: { min: 1, max: 200 },
  company_name: { min: 1, max: 200 },
  address: { min: 1, max: 500, lines: true },
  phone: { min: 3, max: 40 },
} as const satisfies Record<string, TextRule>;

const CONTROL = /\p{Cc}/u;
const CONTROL_BUT_LINES = /[^\P{Cc}\t\r\n]/u;

function textProblem(text: string, { min, max, lines }: TextRule): string | undefined {
  const length = [...text].length;
  if (length < min || length > max) return `must have ${min} to ${max} characters`;
  if ((lines ? CONTROL_BUT_LINES : CONTROL).test(text)) return 'must not have control characters';
  return undefined;
}

/** Checks the fields of one request; `finish` throws one `validation_failed` that names every bad field. */
export function createFieldChecks() {
  const errors: FieldError[] = [];

  function refuse(field: string, message: string): void {
    errors.push({ field, message });
  }

  return {
    refuse,
    /** The text without surrounding space. */
    text(field: keyof typeof TEXTS, given: string): string {
      const text = given.trim();
      const problem = textProblem(text, TEXTS[field]);
      if (problem !== undefined) refuse(field, problem);
      return text;
    },
    /** The e-mail without surrounding space, its case as given. */
    email(field: string, given: string): string {
      const email = given.trim();
      if (!isEmail(email)) refuse(field, 'must be an e-mail address');
      return email;
    },
    /** A password's length is counted in characters (code points); whether it is common is asked by `refuseWeakPassword`. */
    password(field: string, given: string): void {
      const { min, max } = PASSWORD_LENGTH;
      const length = passwordLength(given);
      if (length < min || length > max) refuse(field, `must have ${min} to ${max} characters`);
    },
    finish(): void {
      if (errors.length === 0) return;
      const message = errors.map((error) => `${error.field}: ${error.message}`).join('; ');
      throw new DomainError('invalid', 'validation_failed', message, { errors });
    },
  };
}

/** The checks of one request. */
export type FieldChecks = ReturnType<typeof createFieldChecks>;
