import { type ChargeOutcome, type PaymentProvider, RefundRefused } from './provider.ts';

type Answer = { status: number; body: Record<string, unknown> };

async function ask(url: URL, signal: AbortSignal, order?: object): Promise<Answer> {
  const request = order
    ? { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(order) }
    : {};
  const response = await fetch(url, { ...request, signal });
  const body: unknown = await response.json();
  if (typeof body !== 'object' || body === null)
    throw new Error(`the sandbox answered ${response.status} without fields`);
  return { status: response.status, body: { ...body } };
}

function readOutcome({ status, body }: Answer): ChargeOutcome {
  if (status === 200) {
    if (body.status === 'captured' && typeof body.reference === 'string') {
      return { type: 'captured', reference: body.reference };
    }
    if (body.status === 'declined' && typeof body.code === 'string') return { type: 'declined', code: body.code };
    if (body.status === 'failed') return { type: 'failed' };
  }
  throw new Error(`the sandbox answered a charge with ${status} ${JSON.stringify(body)}`);
}

/**
 * The sandbox as a server of its own, so that what happens between a shop and its provider can be tried out: `POST
 * /charges`, `GET /charges/<key>` and `POST /refunds` in JSON. Whatever is not a clear answer is an unknown outcome and
 * throws.
 */
export function createHttpSandbox(baseUrl: string): PaymentProvider {
  const at = (path: string) => new URL(path, baseUrl.endsWith('/') ? baseUrl : `${baseUrl}/`);
  return {
    name: 'sandbox',
    async charge({ signal, ...order }) {
      return readOutcome(await ask(at('charges'), signal, order));
    },
    async find(key, signal) {
      const answer = await ask(at(`charges/${encodeURIComponent(key)}`), signal);
      return answer.status === 404 && answer.body.error === 'charge_not_found' ? undefined : readOutcome(answer);
    },
    async refund({ key, chargeKey, amount, currency, signal }) {
      const { status, body } = await ask(at('refunds'), signal, { key, charge_key: chargeKey, amount, currency });
      if (status === 422) throw new RefundRefused({ key, reference: null, reason: String(body.error) });
      if (status !== 200) throw new Error(`the sandbox answered a refund with ${status} ${JSON.stringify(body)}`);
    },
  };
}
