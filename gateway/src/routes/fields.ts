import { Type } from '@fastify/type-provider-typebox';
import { Id } from '../presenters/common.ts';

const MAX_CURSOR = 500;
const MAX_PRICE = 99_999_999_999;

/** Text that may be empty. */
export function text(maxLength: number, options: { description?: string } = {}) {
  return Type.String({ maxLength, format: 'text', ...options });
}

/** Text that is not blank. */
export function label(maxLength: number, minLength = 1) {
  return Type.String({ minLength, maxLength, format: 'label' });
}

/** A moment that a client sends. */
export const MomentField = Type.String({ format: 'date-time', maxLength: 40, examples: ['2027-03-14T20:00:00-03:00'] });

/** A moment that a client sends, or null to remove it. */
export const ClearableMoment = Type.Unsafe<string | null>({
  type: ['string', 'null'],
  format: 'date-time',
  maxLength: 40,
});

/** One end of a period. */
export const PeriodEnd = Type.String({
  format: 'day-or-moment',
  maxLength: 40,
  description: 'YYYY-MM-DD (UTC) or RFC 3339 date and time',
});

/** An ISO 4217 code that a client sends. */
export const CurrencyField = Type.String({ format: 'currency', examples: ['BRL'], maxLength: 3 });

/** A price that a client sends. */
export const PriceField = Type.Integer({
  minimum: 0,
  maximum: MAX_PRICE,
  description: 'Minor units: 15000 is R$ 150,00; 0 is free',
  examples: [15000],
});

/** Distinct ids. */
export function ids(maxItems: number, minItems = 1) {
  return Type.Array(Id, { minItems, maxItems, uniqueItems: true });
}

/** One of some names. */
export function oneOf<Name extends string>(...names: Name[]) {
  return Type.Unsafe<Name>({ type: 'string', enum: names });
}

/** The fields of an object that a client sends; others are refused. */
export const closed = { additionalProperties: false } as const;

/** Which page of a list. */
export function pageFields(maxLimit = 100) {
  return {
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: maxLimit, description: '20 unless told' })),
    cursor: Type.Optional(text(MAX_CURSOR, { description: 'The next_cursor of the page before' })),
  };
}

/** Which page of a list, for services. */
export function page({ limit = 20, cursor = '' }: { limit?: number; cursor?: string }) {
  return { page: { limit, cursor } };
}

/** The path of one event. */
export const EventPath = Type.Object({ event_id: Id });

/** The path of one ticket. */
export const TicketPath = Type.Object({ event_id: Id, ticket_id: Id });

/** The path of something that is named by `id`. */
export const IdPath = Type.Object({ id: Id });

/** Nothing: the body of a 204. */
export const Nothing = Type.Null({ description: 'Done' });
