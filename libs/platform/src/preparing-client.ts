import { Client } from 'pg';

const MOST_STATEMENTS = 1000;

const names = new Map<string, string>();

function nameOf(text: string): string | undefined {
  const known = names.get(text);
  if (known !== undefined || names.size >= MOST_STATEMENTS) return known;
  const name = `boxoffice_${names.size + 1}`;
  names.set(text, name);
  return name;
}

/**
 * A connection that prepares each statement with parameters: it is parsed once, and planned once where one plan suits
 * all parameters. At most 1,000 texts, so that statements that are made up anew each time can't fill the server's memory.
 */
export class PreparingClient extends Client {
  // In the shape of the method that it stands for, whose overloads can't be written again.
  override query = ((config: unknown, values: unknown, callback: unknown) => {
    const base = super.query as unknown as (...args: unknown[]) => unknown;
    const name = typeof config === 'string' && Array.isArray(values) && values.length > 0 ? nameOf(config) : undefined;
    return base.call(this, name === undefined ? config : { name, text: config }, values, callback);
  }) as unknown as Client['query'];
}
