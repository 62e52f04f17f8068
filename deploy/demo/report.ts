import { CUSTOMERS, DEMO_PASSWORD, PARTNERS } from './data/accounts.ts';
import { count } from './fill/tally.ts';
import type { PurchaseAnswer } from './rest/answers.ts';
import type { Sales } from './totals.ts';

/** `12345` of BRL is `R$ 123,45`. */
export function money(amount: number, currency: string): string {
  const format = new Intl.NumberFormat('pt-BR', { style: 'currency', currency });
  const { maximumFractionDigits = 2 } = format.resolvedOptions();
  return format.format(amount / 10 ** maximumFractionDigits).replaceAll('\u00a0', ' ');
}

/** How many purchases stand where, the most frequent first. */
export function purchaseLine(purchases: Pick<PurchaseAnswer, 'status' | 'items'>[]): string {
  const inPart = ({ status, items }: Pick<PurchaseAnswer, 'status' | 'items'>) =>
    status === 'paid' && items.some((item) => item.status === 'cancelled') ? 'paid and cancelled in part' : status;
  const groups = [...Map.groupBy(purchases, inPart)].sort(([, a], [, b]) => b.length - a.length);
  return groups.map(([status, { length }]) => `${count(length)} ${status}`).join(', ');
}

/** What one partner sold, and whether both counts say so. */
export function salesLine(company: string, { sold, cancelled, purchases, revenue }: Sales, equal: boolean): string {
  const totals = [...revenue].map(([currency, amount]) => money(amount, currency)).join(' + ');
  const verdict = equal ? 'the sales summary says the same' : 'THE SALES SUMMARY SAYS SOMETHING ELSE';
  const numbers = `${count(sold)} tickets in ${count(purchases)} purchases, ${count(cancelled)} cancelled`;
  return `  ${company.padEnd(24)}${numbers}, ${totals || 'nothing'}: ${verdict}`;
}

/** How to go on as one of the accounts. */
export function loginLines(url: string): string[] {
  const [partner] = PARTNERS;
  const body = JSON.stringify({ email: partner.email, password: DEMO_PASSWORD });
  return [
    `Log in with the password ${DEMO_PASSWORD} as`,
    ...PARTNERS.map(({ email, company_name: company }) => `  partner   ${email.padEnd(36)}${company}`),
    ...CUSTOMERS.slice(0, 2).map(({ email, name }) => `  customer  ${email.padEnd(36)}${name}`),
    `  and ${CUSTOMERS.length - 2} more customers, all <first>.<last>@clientes.example`,
    `For example: curl ${url}/v1/auth/login -H 'content-type: application/json' -d '${body}'`,
  ];
}
