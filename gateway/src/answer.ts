import { hash } from 'node:crypto';
import { compress, type Encoding } from './encodings.ts';

/** A body as it travels, and the headers that go with it. */
export type Form = { body: Buffer; headers: Record<string, string> };

/** Makes the compressed forms of a body. */
export type Compress = (encoding: Exclude<Encoding, 'identity'>) => Promise<Buffer>;

const COMPRESS_FROM_BYTES = 1024;

/** The answer to a public read: its tag, and its body in every encoding that was asked for. */
export class Answer {
  readonly etag: string;
  readonly bytes: number;
  /** How well it is compressed: an answer of a higher grade stands for the same one of a lower. */
  readonly grade: number;
  private readonly compress: Compress;
  private readonly ready = new Map<Encoding, Form>();
  private readonly underway = new Map<Encoding, Promise<Form>>();
  private readonly wanted = new Set<Encoding>();

  constructor(body: Buffer, etag: string, compressed: { compress?: Compress; grade?: number } = {}) {
    this.etag = etag;
    this.bytes = body.length;
    this.grade = compressed.grade ?? 0;
    this.compress = compressed.compress ?? ((encoding) => compress(body, encoding));
    this.keep('identity', body);
    if (body.length >= COMPRESS_FROM_BYTES) return;
    for (const encoding of ['br', 'gzip'] as const) this.keep(encoding, body, 'identity');
  }

  /** The encodings that were asked for. */
  encodings(): Encoding[] {
    return [...this.wanted];
  }

  /** The body in an encoding, if it is there: small ones are never compressed. */
  form(encoding: Encoding): Form | undefined {
    this.wanted.add(encoding);
    return this.ready.get(encoding);
  }

  /** The body in an encoding; it is compressed once, whoever asks. */
  async make(encoding: Encoding): Promise<Form> {
    const ready = this.ready.get(encoding);
    if (ready || encoding === 'identity') return ready ?? this.make('identity');
    const underway = this.underway.get(encoding);
    if (underway) return underway;
    const form = this.compress(encoding)
      .then((body) => this.keep(encoding, body))
      .finally(() => this.underway.delete(encoding));
    this.underway.set(encoding, form);
    return form;
  }

  private keep(encoding: Encoding, body: Buffer, as: Encoding = encoding): Form {
    const headers = {
      'content-type': 'application/json; charset=utf-8',
      etag: this.etag,
      'cache-control': 'public, max-age=1',
      vary: 'accept-encoding',
      ...(as === 'identity' ? {} : { 'content-encoding': as }),
    };
    const form = { body, headers };
    this.ready.set(encoding, form);
    return form;
  }
}

/** An answer whose tag is a hash of its text; the tag is weak, because every encoding has the same. */
export function answerOf(text: string): Answer {
  return new Answer(Buffer.from(text), `W/"${hash('sha1', text, 'base64url')}"`);
}
