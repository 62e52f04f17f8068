import type { Role } from './account.ts';
import { createFieldChecks } from './field-checks.ts';

/** The fields of a profile that shall change. */
export type ProfileChange = {
  name?: string;
  email?: string;
  companyName?: string;
  address?: string;
  phone?: string;
};

/** What is asked for: fields that are undefined stay as they are. */
export type ProfileRequest = { [Field in keyof ProfileChange]: ProfileChange[Field] | undefined };

const TEXTS = [
  { key: 'name', field: 'name', role: undefined },
  { key: 'companyName', field: 'company_name', role: 'partner' },
  { key: 'address', field: 'address', role: 'customer' },
  { key: 'phone', field: 'phone', role: 'customer' },
] as const;

/** Checks a change of an account with this role. Throws `validation_failed`, also for a field of the other role. */
export function checkProfileChange(role: Role, request: ProfileRequest): ProfileChange {
  const checks = createFieldChecks();
  const change: ProfileChange = {};
  if (request.email !== undefined) change.email = checks.email('email', request.email);
  for (const { key, field, role: owner } of TEXTS) {
    const given = request[key];
    if (given === undefined) continue;
    if (owner !== undefined && owner !== role) checks.refuse(field, `is for ${owner}s only`);
    else change[key] = checks.text(field, given);
  }
  checks.finish();
  return change;
}
