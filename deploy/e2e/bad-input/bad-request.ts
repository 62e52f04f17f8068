/** A request that must be refused, and how. `:event`, `:ticket` and `:purchase` in it stand for what there is. */
export type BadRequest = {
  what: string;
  who: 'nobody' | 'partner' | 'customer';
  /** Method and path. */
  request: string;
  /** Sent as JSON. */
  json?: unknown;
  /** Sent as it is, in so many pieces. */
  raw?: (string | Uint8Array)[];
  headers?: Record<string, string | string[]>;
  /** 400 unless told. */
  status?: number;
  /** `validation_failed` unless told. */
  reason?: string;
  /** The fields that the answer must name. */
  fields?: string[];
};

/** Many bad values of one field of one body: all else is right. */
export function badField(
  base: Pick<BadRequest, 'who' | 'request'> & { json: () => object },
  field: string,
  values: Record<string, unknown>,
): BadRequest[] {
  return Object.entries(values).map(([what, value]) => ({
    ...base,
    what: `${field} ${what}`,
    json: { ...base.json(), [field]: value },
    fields: [field],
  }));
}

/** The same request without one field each. */
export function withoutField(
  base: Pick<BadRequest, 'who' | 'request'> & { json: () => object },
  fields: string[],
): BadRequest[] {
  return fields.map((field) => ({
    ...base,
    what: `no ${field}`,
    json: { ...base.json(), [field]: undefined },
    fields: [field],
  }));
}
