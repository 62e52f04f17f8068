import { create, type DescMessage, isMessage, type MessageInitShape, type MessageShape } from '@bufbuild/protobuf';
import { Code, ConnectError, type Interceptor } from '@connectrpc/connect';

type Call = ReturnType<Interceptor>;

/** A call with interceptors around it, the first outermost. */
export function chain(interceptors: readonly Interceptor[], call: Call): Call {
  return interceptors.reduceRight((inner, interceptor) => interceptor(inner), call);
}

/** A message of what may be one already. */
export function complete<Desc extends DescMessage>(desc: Desc, init: MessageInitShape<Desc>): MessageShape<Desc> {
  return isMessage(init, desc) ? init : create(desc, init);
}

/** One item as a stream. */
export async function* only<T>(item: T): AsyncGenerator<T> {
  yield item;
}

/** The first item of a stream that has one. */
export async function first<T>(items: AsyncIterable<T>): Promise<T> {
  for await (const item of items) return item;
  throw new ConnectError('a stream of one message has none', Code.Internal);
}
