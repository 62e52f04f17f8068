import { once } from 'node:events';
import { promisify } from 'node:util';
import { type BrotliCompress, crc32, createBrotliCompress, deflateRaw, constants as zlib } from 'node:zlib';
import type { Compress } from './answer.ts';

/** The part of a body that seldom changes; what it compresses to is kept. */
export type Head = {
  bytes: Buffer;
  /**
   * The whole body with another end, and how it is compressed: only the end is compressed anew. `grade` rises when the head
   * is compressed better than before.
   */
  with(end: string): { body: Buffer; compress: Compress; grade: number };
};

const WINDOW = { [zlib.BROTLI_PARAM_LGWIN]: 22 };
type Way = { quality: number; cut: (bytes: Buffer) => Buffer[] };

const QUICK: Way = { quality: 4, cut: (bytes) => [bytes] };
// Half a second for half a megabyte. Blocks of so many names have tables that fit numbered seats well, and they must begin
// where the names do: cut elsewhere, the same names take up to three times the room.
const NAMES_A_BLOCK = 2250;
const THOROUGH: Way = { quality: 11, cut: (bytes) => cutBeforeCommas(bytes, NAMES_A_BLOCK) };
// A head that is wanted for so long will be for longer.
const SETTLED_MS = 1000;
// At this quality the encoder refers to nothing but the bytes it was given itself: not to its dictionary, the distances
// used last or the place in the stream. So what it makes can follow what another encoder made.
const END_QUALITY = 1;
const GZIP_LEVEL = 6;
// A gzip member (RFC 1952, 2.3) without name and time, of an unknown system.
const GZIP_HEADER = Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff]);

const toDeflate = promisify(deflateRaw);

type Encoder = { stream: BrotliCompress; taken: () => Buffer };

function startBrotli(quality: number, size = 0): Encoder {
  const params = { ...WINDOW, [zlib.BROTLI_PARAM_QUALITY]: quality, [zlib.BROTLI_PARAM_SIZE_HINT]: size };
  const stream = createBrotliCompress({ params });
  let chunks: Buffer[] = [];
  stream.on('data', (chunk: Buffer) => chunks.push(chunk));
  const taken = () => {
    const bytes = Buffer.concat(chunks);
    chunks = [];
    return bytes;
  };
  return { stream, taken };
}

/** Cuts a list of names right before every so manieth comma. */
function cutBeforeCommas(bytes: Buffer, every: number): Buffer[] {
  const blocks: Buffer[] = [];
  let from = 0;
  let commas = 0;
  for (let at = bytes.indexOf(','); at >= 0; at = bytes.indexOf(',', at + 1)) {
    if (++commas % every !== 0) continue;
    blocks.push(bytes.subarray(from, at));
    from = at;
  }
  blocks.push(bytes.subarray(from));
  return blocks;
}

const flush = (stream: BrotliCompress) =>
  new Promise<void>((resolve) => stream.flush(zlib.BROTLI_OPERATION_FLUSH, resolve));

/** A brotli stream (RFC 7932) up to a byte boundary. */
async function brotliHead(bytes: Buffer, { quality, cut }: Way): Promise<Buffer> {
  const { stream, taken } = startBrotli(quality, bytes.length);
  // A flush before anything else sends the header of the stream, which an empty head needs too.
  await flush(stream);
  for (const block of cut(bytes)) {
    stream.write(block);
    await flush(stream);
  }
  const blocks = taken();
  stream.destroy();
  return blocks;
}

/** An encoder that has got rid of the header of its stream: the head has one already. */
async function startEnd(): Promise<Encoder> {
  const encoder = startBrotli(END_QUALITY);
  await flush(encoder.stream);
  encoder.taken();
  return encoder;
}

let nextEnd: Promise<Encoder> | undefined;

/** The blocks that end a brotli stream. The encoder for the next ones is made ready meanwhile. */
async function brotliEnd(bytes: Buffer): Promise<Buffer> {
  const ready = nextEnd ?? startEnd();
  nextEnd = startEnd();
  const { stream, taken } = await ready;
  stream.end(bytes);
  await once(stream, 'end');
  return taken();
}

function gzipTrailer(sum: number, length: number): Buffer {
  const trailer = Buffer.alloc(8);
  trailer.writeUInt32LE(sum, 0);
  trailer.writeUInt32LE(length % 2 ** 32, 4);
  return trailer;
}

/**
 * Keeps the head of bodies that differ in their ends only. With brotli it is compressed quickly at first, and once more,
 * thoroughly, in the background when it is still wanted after `settledMs` milliseconds.
 */
export function createHead(text: string, { settledMs = SETTLED_MS } = {}): Head {
  const bytes = Buffer.from(text);
  let brotli: Promise<Buffer> | undefined;
  let settlesAt = Number.POSITIVE_INFINITY;
  let grade = 0;
  let deflated: Promise<Buffer> | undefined;
  let sum: number | undefined;

  async function gzip(end: Buffer): Promise<Buffer> {
    deflated ??= toDeflate(bytes, { level: GZIP_LEVEL, finishFlush: zlib.Z_FULL_FLUSH });
    sum ??= crc32(bytes);
    const parts = await Promise.all([deflated, toDeflate(end, { level: GZIP_LEVEL })]);
    return Buffer.concat([GZIP_HEADER, ...parts, gzipTrailer(crc32(end, sum), bytes.length + end.length)]);
  }

  async function compressThoroughly(before: Promise<Buffer>): Promise<void> {
    const [quick, thorough] = await Promise.all([before, brotliHead(bytes, THOROUGH)]);
    if (thorough.length >= quick.length) return;
    brotli = Promise.resolve(thorough);
    grade++;
  }

  async function br(end: Buffer): Promise<Buffer> {
    if (brotli === undefined) {
      brotli = brotliHead(bytes, QUICK);
      settlesAt = performance.now() + settledMs;
    }
    return Buffer.concat(await Promise.all([brotli, brotliEnd(end)]));
  }

  return {
    bytes,
    with(text) {
      if (brotli && performance.now() >= settlesAt) {
        settlesAt = Number.POSITIVE_INFINITY;
        // If it fails, the quick one does.
        compressThoroughly(brotli).catch(() => undefined);
      }
      const end = Buffer.from(text);
      return {
        body: Buffer.concat([bytes, end]),
        compress: (encoding) => (encoding === 'br' ? br(end) : gzip(end)),
        grade,
      };
    },
  };
}
