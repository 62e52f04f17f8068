/**
 * Asks somebody who has so many milliseconds to answer; the signal is aborted with a `TimeoutError` then. Unlike
 * `AbortSignal.timeout` it leaves nothing behind that goes off after the answer.
 */
export async function withTimeout<T>(ms: number, ask: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const late = new AbortController();
  const abort = () => late.abort(new DOMException(`no answer within ${ms} ms`, 'TimeoutError'));
  const timer = setTimeout(abort, ms).unref();
  try {
    return await ask(late.signal);
  } finally {
    clearTimeout(timer);
  }
}
