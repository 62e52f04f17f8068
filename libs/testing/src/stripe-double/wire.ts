import type { Reply } from '../faulty-server.ts';

/** An error as Stripe words it. */
export type StripeFault = {
  type: 'api_error' | 'card_error' | 'idempotency_error' | 'invalid_request_error';
  message: string;
  code?: string;
  decline_code?: string;
  param?: string;
  payment_intent?: object;
};

/** A request that Stripe refuses; `executed` is false when it did not even begin, so that its key stays unused. */
export class StripeRefusal extends Error {
  readonly status: number;
  readonly fault: StripeFault;
  readonly executed: boolean;

  constructor(status: number, fault: StripeFault, executed = false) {
    super(fault.message);
    this.status = status;
    this.fault = fault;
    this.executed = executed;
  }
}

/** What Stripe says of an id it does not know. */
export function missing(what: string, id: string, param: string, status = 400): StripeRefusal {
  const message = `No such ${what}: '${id}'`;
  return new StripeRefusal(status, { type: 'invalid_request_error', code: 'resource_missing', message, param });
}

/** The answer that a refusal is. */
export function refusalReply({ status, fault }: StripeRefusal): Reply {
  return { status, body: { error: fault } };
}

/** Reads form fields (`metadata[a]=b` is `metadata: {a: 'b'}`). Throws StripeRefusal for one that is not in `known`. */
export function readForm(body: string, known: readonly string[]) {
  const fields: Record<string, string> = {};
  const metadata: Record<string, string> = {};
  for (const [name, value] of new URLSearchParams(body)) {
    const [, field = name, inner] = /^(\w+)(?:\[(\w+)\])?$/.exec(name) ?? [];
    if (!known.includes(field)) {
      const message = `Received unknown parameter: ${field}`;
      throw new StripeRefusal(400, { type: 'invalid_request_error', code: 'parameter_unknown', message, param: field });
    }
    if (field === 'metadata' && inner !== undefined) metadata[inner] = value;
    else fields[field] = value;
  }
  return { fields, metadata };
}

/** Reads an amount. Throws StripeRefusal for one that is no whole number above 0. */
export function readAmount(text = ''): number {
  if (/^[1-9]\d{0,11}$/.test(text)) return Number(text);
  const message = `Invalid integer: ${text}`;
  const code = 'parameter_invalid_integer';
  throw new StripeRefusal(400, { type: 'invalid_request_error', code, message, param: 'amount' });
}

/** A page of a list, newest first, as `limit` and `starting_after` ask for it. */
export function pageOf<Item extends { id: string }>(url: string, items: Item[], query: URLSearchParams): Reply {
  const after = query.get('starting_after');
  const begin = after === null ? 0 : items.findIndex(({ id }) => id === after) + 1;
  const end = begin + Number(query.get('limit') ?? 10);
  const body = { object: 'list', url, has_more: end < items.length, data: items.slice(begin, end) };
  return { status: 200, body };
}
