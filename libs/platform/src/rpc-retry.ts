import { Code, ConnectError, type Transport } from '@connectrpc/connect';
import { first, only } from './grpc/chain.ts';
import { type Attempt, attempts } from './rpc-balancer.ts';

// Enough for a rolling restart that meets a call at each of its tries.
const MOST_ATTEMPTS = 4;

/** Makes a call, and again when the server surely did nothing for it, all within its deadline. */
async function attempt<T>(timeoutMs: number, call: (leftMs: number) => Promise<T>): Promise<T> {
  const startedAt = performance.now();
  const left = () => (timeoutMs <= 0 ? timeoutMs : Math.ceil(timeoutMs - (performance.now() - startedAt)));
  for (let count = 1; ; count++) {
    const state: Attempt = { refused: () => false };
    try {
      return await attempts.run(state, call, count === 1 ? timeoutMs : left());
    } catch (error) {
      if (!state.refused()) throw error;
      if (timeoutMs > 0 && left() <= 0) throw new ConnectError('no time is left to try again', Code.DeadlineExceeded);
      if (count === MOST_ATTEMPTS) throw new ConnectError('the call was refused', Code.Unavailable, {}, [], error);
    }
  }
}

/**
 * Repeats calls that were never processed, because the server was going away: unary and server-streaming ones, the latter
 * only before they are answered. A call that may have been processed is not repeated. Expects `balance` below.
 */
export function retryRefused(transport: Transport, defaultTimeoutMs: number): Transport {
  return {
    unary: (method, signal, timeoutMs = defaultTimeoutMs, header, input, contextValues) =>
      attempt(timeoutMs, (leftMs) => transport.unary(method, signal, leftMs, header, input, contextValues)),
    async stream(method, signal, timeoutMs = defaultTimeoutMs, header, input, contextValues) {
      // What the caller streams can't be sent again.
      if (method.methodKind !== 'server_streaming') {
        return transport.stream(method, signal, timeoutMs, header, input, contextValues);
      }
      const message = await first(input);
      return attempt(timeoutMs, (leftMs) =>
        transport.stream(method, signal, leftMs, header, only(message), contextValues),
      );
    },
  };
}
