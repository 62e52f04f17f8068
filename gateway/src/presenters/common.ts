import type { Money } from '@boxoffice/contracts/common/v1/money';
import { toNumber } from '@boxoffice/kernel';
import { type Static, type TObject, type TProperties, type TSchema, Type } from '@fastify/type-provider-typebox';

/** An id or an amount on its way out. */
export const number = toNumber;

/** A JSON integer that names something. */
export const Id = Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER });

/** A count, 0 or more. */
export const Count = Type.Integer({ minimum: 0 });

/** A moment: RFC 3339 in UTC with milliseconds. */
export const Moment = Type.String({ format: 'date-time', examples: ['2027-03-14T20:00:00.000Z'] });

/** An ISO 4217 code. */
export const Currency = Type.String({ examples: ['BRL'], description: 'ISO 4217 code' });

/** An amount in minor units. */
export const Amount = Type.Integer({ description: 'Minor units: 15000 is R$ 150,00', examples: [15000] });

/** An amount with its currency. */
export const MoneyBody = Type.Object({ currency: Currency, amount: Amount });

/** An amount. */
export function presentMoney({ currency, amount }: Money): Static<typeof MoneyBody> {
  return { currency, amount: number(amount) };
}

/** A moment that may be null. */
export const OptionalMoment = Type.Unsafe<string | null>({ type: ['string', 'null'], format: 'date-time' });

/** A text that may be null. */
export const OptionalText = Type.Unsafe<string | null>({ type: ['string', 'null'] });

/** An id that may be null. */
export const OptionalId = Type.Unsafe<number | null>({ type: ['integer', 'null'] });

/** An object that may be null. */
export function nullable<T extends TObject>(schema: T) {
  return Type.Unsafe<Static<T> | null>({ ...schema, type: ['object', 'null'] });
}

/** A named schema of the API, told once in the OpenAPI document and referred to everywhere else. */
export function shared<T extends TProperties>(id: string, properties: T) {
  const schema = Type.Object(properties, { $id: id });
  return { schema, ref: Type.Unsafe<Static<typeof schema>>({ $ref: `${id}#` }) };
}

/** A page of a list. */
export function pageOf<T extends TSchema>(item: T) {
  return Type.Object({ data: Type.Array(item), next_cursor: OptionalText });
}

/** A page from rows and the cursor of the next one, which services leave empty on the last page. */
export function presentPage<Row, Body>(rows: Row[], nextCursor: string, present: (row: Row) => Body) {
  return { data: rows.map(present), next_cursor: nextCursor === '' ? null : nextCursor };
}

/** Text that services leave empty when there is none. */
export function textOrNull(text: string): string | null {
  return text === '' ? null : text;
}

/** The names that values of a protobuf enum have on the wire. */
export function wireNames<Name extends string, Value extends number>(values: Record<Name, Value>) {
  const names = Object.keys(values) as Name[];
  const known = new Map<number, Name>(names.map((name) => [values[name], name]));

  /** Throws RangeError for a value that has no name. */
  function nameOf(value: number): Name {
    const name = known.get(value);
    if (name === undefined) throw new RangeError(`${value} has no name on the wire`);
    return name;
  }

  return {
    values,
    schema: Type.Unsafe<Name>({ type: 'string', enum: names }),
    optionalSchema: Type.Unsafe<Name | null>({ type: ['string', 'null'], enum: [...names, null] }),
    nameOf,
    /** The name, or null for the value that stands for none. */
    nameOrNull: (value: number): Name | null => (value === 0 ? null : nameOf(value)),
  };
}
