import { type Failure, FailureSchema } from '@boxoffice/contracts/common/v1/failure';
import {
  create,
  type DescMethod,
  fromBinary,
  type MessageInitShape,
  type MessageShape,
  toBinary,
} from '@bufbuild/protobuf';
import { BinaryReader } from '@bufbuild/protobuf/wire';
import { AnySchema } from '@bufbuild/protobuf/wkt';
import {
  type CallOptions,
  Client,
  type ClientReadableStream,
  credentials,
  Metadata,
  type ServiceError,
} from '@grpc/grpc-js';

function codec<Method extends DescMethod>(method: Method) {
  return {
    path: `/${method.parent.typeName}/${method.name}`,
    encode: (message: MessageShape<Method['input']>) => Buffer.from(toBinary(method.input, message)),
    decode: (bytes: Buffer) => fromBinary(method.output, bytes) as MessageShape<Method['output']>,
  };
}

/** A generic client of another gRPC implementation: methods and messages come from the service descriptors alone. */
export function grpcJsClient(address: string, headers: Record<string, string> = {}) {
  const client = new Client(address, credentials.createInsecure(), { 'grpc.max_receive_message_length': -1 });
  const metadata = new Metadata();
  for (const [name, value] of Object.entries(headers)) metadata.set(name, value);
  return {
    unary<Method extends DescMethod>(
      method: Method,
      input: MessageInitShape<Method['input']>,
      options: CallOptions = {},
    ): Promise<MessageShape<Method['output']>> {
      const { path, encode, decode } = codec(method);
      const message = create(method.input, input) as MessageShape<Method['input']>;
      return new Promise((resolve, reject) => {
        client.makeUnaryRequest(path, encode, decode, message, metadata, options, (error, answer) => {
          if (error || !answer) reject(error);
          else resolve(answer);
        });
      });
    },
    stream<Method extends DescMethod>(
      method: Method,
      input: MessageInitShape<Method['input']>,
    ): ClientReadableStream<MessageShape<Method['output']>> {
      const { path, encode, decode } = codec(method);
      const message = create(method.input, input) as MessageShape<Method['input']>;
      return client.makeServerStreamRequest(path, encode, decode, message, metadata);
    },
    close: () => client.close(),
  };
}

/** The Failure in the trailers of a gRPC status (`grpc-status-details-bin`, a google.rpc.Status). */
export function failureIn({ metadata }: ServiceError): Failure | undefined {
  const [bytes] = metadata.get('grpc-status-details-bin');
  if (!Buffer.isBuffer(bytes)) return undefined;
  const reader = new BinaryReader(bytes);
  while (reader.pos < reader.len) {
    const [field, type] = reader.tag();
    // google.rpc.Status: 1 code, 2 message, 3 details.
    if (field !== 3) reader.skip(type);
    else return fromBinary(FailureSchema, fromBinary(AnySchema, reader.bytes()).value);
  }
  return undefined;
}
