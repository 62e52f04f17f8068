import { Code, ConnectError } from '@connectrpc/connect';

// A flag that tells of compression, and the length.
const HEAD_BYTES = 5;

function refuseLarge(bytes: number, maxBytes: number): void {
  if (bytes <= maxBytes) return;
  throw new ConnectError(`a message of ${bytes} bytes is larger than ${maxBytes} bytes`, Code.ResourceExhausted);
}

/** A message in the envelope in which gRPC carries it. Throws `resource_exhausted` for more than `maxBytes`. */
export function enclose(message: Uint8Array, maxBytes: number): Buffer {
  refuseLarge(message.length, maxBytes);
  const envelope = Buffer.allocUnsafe(HEAD_BYTES + message.length);
  envelope[0] = 0;
  envelope.writeUInt32BE(message.length, 1);
  envelope.set(message, HEAD_BYTES);
  return envelope;
}

/** Takes messages out of their envelopes, however few bytes of them come at a time. */
export type Opener = {
  /**
   * The messages that are complete with these bytes. Throws `resource_exhausted` for one of more than `maxBytes` as soon as
   * its length is known, and `internal` for one that is compressed, which nobody asked for.
   */
  open(bytes: Buffer): Uint8Array[];
  /** True in the middle of a message. */
  isInside(): boolean;
};

/** See `Opener`. */
export function createOpener(maxBytes: number): Opener {
  let parts: Buffer[] = [];
  let held = 0;
  // How many bytes there must be before it is worth a look.
  let wanted = HEAD_BYTES;

  function look(bytes: Buffer): Uint8Array[] {
    const messages: Uint8Array[] = [];
    let at = 0;
    wanted = HEAD_BYTES;
    while (bytes.length - at >= HEAD_BYTES) {
      if (bytes[at] !== 0) throw new ConnectError('compressed messages are not understood', Code.Internal);
      const length = bytes.readUInt32BE(at + 1);
      refuseLarge(length, maxBytes);
      if (bytes.length - at < HEAD_BYTES + length) {
        wanted = HEAD_BYTES + length;
        break;
      }
      messages.push(new Uint8Array(bytes.buffer, bytes.byteOffset + at + HEAD_BYTES, length));
      at += HEAD_BYTES + length;
    }
    const rest = at === 0 ? bytes : bytes.subarray(at);
    parts = rest.length === 0 ? [] : [rest];
    held = rest.length;
    return messages;
  }

  return {
    open(bytes) {
      if (held === 0) return look(bytes);
      parts.push(bytes);
      held += bytes.length;
      return held < wanted ? [] : look(Buffer.concat(parts, held));
    },
    isInside: () => held > 0,
  };
}
