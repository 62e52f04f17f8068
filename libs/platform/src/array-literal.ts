function elementOf(value: unknown): string | undefined {
  if (value === null || value === undefined) return 'NULL';
  switch (typeof value) {
    case 'number':
    case 'bigint':
    case 'boolean':
      return String(value);
    case 'string':
      return `"${/["\\]/.test(value) ? value.replace(/["\\]/g, '\\$&') : value}"`;
    default:
      if (value instanceof Date) return `"${value.toISOString()}"`;
      if (Buffer.isBuffer(value)) return `"\\\\x${value.toString('hex')}"`;
      return undefined;
  }
}

/**
 * An array as PostgreSQL reads it (PostgreSQL documentation, 8.15.6), for numbers, booleans, texts, times, bytes and null;
 * undefined when there is anything else in it. pg's own way looks at each value many times: with the long arrays of a
 * batch that is a tenth of a service's work.
 */
export function arrayLiteral(values: readonly unknown[]): string | undefined {
  let literal = '{';
  for (let i = 0; i < values.length; i++) {
    const element = elementOf(values[i]);
    if (element === undefined) return undefined;
    literal += i === 0 ? element : `,${element}`;
  }
  return `${literal}}`;
}
