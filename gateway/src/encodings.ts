import { promisify } from 'node:util';
import { brotliCompress, gzip, constants as zlib } from 'node:zlib';

/** How a body travels (RFC 9110, 8.4.1). */
export type Encoding = 'br' | 'gzip' | 'identity';

const COMPRESSED = ['br', 'gzip'] as const;
const BROTLI_QUALITY = 4;
const GZIP_LEVEL = 6;
const REMEMBERED = 1000;

const toBrotli = promisify(brotliCompress);
const toGzip = promisify(gzip);

function weigh(part: string): [name: string, weight: number] {
  const [name = '', ...parameters] = part.split(';').map((text) => text.trim().toLowerCase());
  const weight = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2);
  return [name, weight === undefined ? 1 : Number(weight) || 0];
}

function choose(header: string): Encoding {
  const weights = new Map(header.split(',').map(weigh));
  const weightOf = (name: string) => weights.get(name) ?? weights.get('*') ?? 0;
  let best: Encoding = 'identity';
  let most = weights.get('identity') ?? 0;
  for (const name of COMPRESSED) {
    if (weightOf(name) > most || (best === 'identity' && weightOf(name) > 0 && weightOf(name) === most)) {
      [best, most] = [name, weightOf(name)];
    }
  }
  return best;
}

const chosen = new Map<string, Encoding>();

/** The encoding that an `Accept-Encoding` header likes best; of those it likes the same, the smallest. */
export function chooseEncoding(header: string | undefined): Encoding {
  if (header === undefined) return 'identity';
  const known = chosen.get(header);
  if (known !== undefined) return known;
  if (chosen.size >= REMEMBERED) chosen.clear();
  const encoding = choose(header);
  chosen.set(header, encoding);
  return encoding;
}

/** Compresses a body, off the event loop. */
export function compress(body: Buffer, encoding: Exclude<Encoding, 'identity'>): Promise<Buffer> {
  if (encoding === 'gzip') return toGzip(body, { level: GZIP_LEVEL });
  const params = { [zlib.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY, [zlib.BROTLI_PARAM_SIZE_HINT]: body.length };
  return toBrotli(body, { params });
}
