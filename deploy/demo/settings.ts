import { type Environment, port, readEnvironment, serviceVariables, url } from '@boxoffice/platform';

const WILDCARD: Record<string, string> = { '0.0.0.0': '127.0.0.1', '::': '::1' };

/** Where the platform answers: `BOXOFFICE_URL`, or where `npm start` puts it with the same `HOST` and `PORT`. */
export function platformUrl(env: Environment = process.env): string {
  const { BOXOFFICE_URL, HOST, PORT } = readEnvironment(env, {
    BOXOFFICE_URL: url({ default: undefined }),
    HOST: serviceVariables.HOST,
    PORT: port({ default: 3000 }),
  });
  if (BOXOFFICE_URL !== undefined) return new URL(BOXOFFICE_URL).origin;
  const host = WILDCARD[HOST] ?? HOST;
  return `http://${host.includes(':') ? `[${host}]` : host}:${PORT}`;
}
