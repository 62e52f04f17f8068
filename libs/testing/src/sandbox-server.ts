import { setTimeout as sleep } from 'node:timers/promises';
import type { FaultRates } from './faults.ts';
import { type Asked, type FaultyServer, type Reply, startFaultyServer } from './faulty-server.ts';
import { createLedger, type Ledger, type LedgerCharge } from './sandbox-ledger.ts';

/** How the sandbox behaves. */
export type SandboxServerOptions = {
  /** How long `tok_slow` takes, in milliseconds; 2000 by default. */
  slowMs?: number;
  /** Random faults of any request. */
  faults?: FaultRates;
};

/** A payment provider on 127.0.0.1 that moves no money, and its books. */
export type SandboxServer = FaultyServer & { ledger: Ledger };

type Money = { key: string; amount: number; currency: string };
type ChargeOrder = Money & { method: string; token: string };
type RefundOrder = Money & { charge_key: string };

const TOK_SLOW_MS = 2000;

const DECLINES: Record<string, string> = {
  tok_declined: 'card_declined',
  tok_insufficient_funds: 'insufficient_funds',
};

const refuse = (status: number, error: string, message: string): Reply => ({ status, body: { error, message } });

/** Reads an order; undefined when a field is missing or wrong. */
function readOrder<Order extends Money>(body: string, texts: (keyof Order & string)[]): Order | undefined {
  try {
    const order = JSON.parse(body) as Order;
    const complete = texts.every((name) => typeof order[name] === 'string' && order[name] !== '');
    return complete && Number.isSafeInteger(order.amount) && order.amount > 0 ? order : undefined;
  } catch {
    return undefined;
  }
}

function present({ key, status, code, reference }: LedgerCharge): Reply {
  return { status: 200, body: { key, status, code, reference } };
}

function chargeRoute(ledger: Ledger, slowMs: number) {
  let references = 0;

  function settle({ key, amount, currency }: ChargeOrder, taken: Pick<LedgerCharge, 'status' | 'code'>): Reply {
    const known = ledger.charges.get(key);
    if (known) return present(known);
    const captured = taken.status === 'captured';
    const reference = captured ? { reference: `sandbox_${++references}` } : {};
    const charge = { key, amount, currency, ...taken, ...reference, captures: captured ? 1 : 0, requests: 1 };
    ledger.charges.set(key, charge);
    return present(charge);
  }

  return async ({ body }: Asked, signal: AbortSignal): Promise<Reply | undefined> => {
    const order = readOrder<ChargeOrder>(body, ['key', 'currency', 'method', 'token']);
    if (!order) return refuse(400, 'invalid_request', 'A charge needs key, amount, currency, method and token.');
    const known = ledger.charges.get(order.key);
    if (known) {
      known.requests += 1;
      if (known.amount === order.amount && known.currency === order.currency) return present(known);
      ledger.violations.push({ key: order.key, problem: `is charged ${order.amount} after ${known.amount}` });
      return refuse(409, 'key_reused', 'This key was used for another charge.');
    }
    switch (order.token) {
      case 'tok_approved':
        return settle(order, { status: 'captured' });
      case 'tok_slow':
        await sleep(slowMs, undefined, { signal });
        return settle(order, { status: 'captured' });
      case 'tok_error':
        return settle(order, { status: 'failed' });
      case 'tok_timeout':
        return undefined;
      case 'tok_lost_response':
        settle(order, { status: 'captured' });
        return undefined;
      default:
        return settle(order, { status: 'declined', code: DECLINES[order.token] ?? 'invalid_token' });
    }
  };
}

/** Sends money back once a key, and never more than was taken. */
function sendBack(ledger: Ledger, { key, charge_key: chargeKey, amount, currency }: RefundOrder): Reply {
  function violate(status: number, error: string, problem: string): Reply {
    ledger.violations.push({ key, problem });
    return refuse(status, error, `The refund ${problem}.`);
  }
  const known = ledger.refunds.get(key);
  if (known) {
    known.requests += 1;
    if (known.amount === amount && known.chargeKey === chargeKey) return { status: 200, body: { key } };
    return violate(409, 'key_reused', `sends ${amount} for ${chargeKey} after ${known.amount} for ${known.chargeKey}`);
  }
  const charge = ledger.charges.get(chargeKey);
  if (charge?.status !== 'captured')
    return violate(422, 'charge_not_captured', `is for ${chargeKey}, which took nothing`);
  if (charge.currency !== currency) return violate(422, 'wrong_currency', `is in ${currency}, not ${charge.currency}`);
  const others = [...ledger.refunds.values()].filter((refund) => refund.chargeKey === chargeKey);
  const left = others.reduce((rest, refund) => rest - refund.amount, charge.amount);
  if (amount > left) return violate(422, 'refund_too_large', `sends ${amount} of ${left}`);
  ledger.refunds.set(key, { key, chargeKey, amount, currency, sent: 1, requests: 1 });
  return { status: 200, body: { key } };
}

/**
 * Starts the sandbox payment provider as an HTTP server of its own, on a free port. `POST /charges` (`key`, `amount`,
 * `currency`, `method`, `token`) and `POST /refunds` (`key`, `charge_key`, `amount`, `currency`) take effect once a key;
 * `GET /charges/<key>` tells what became of a charge. Tokens choose the outcome as in order's own sandbox. What must never
 * be asked for (a refund of more than was taken, another charge by the same key) is refused and kept in
 * `ledger.violations`.
 */
export async function startSandboxServer(options: SandboxServerOptions = {}): Promise<SandboxServer> {
  const ledger = createLedger();
  const charge = chargeRoute(ledger, options.slowMs ?? TOK_SLOW_MS);

  async function handle(asked: Asked, signal: AbortSignal): Promise<Reply | undefined> {
    const { method, path, body } = asked;
    if (method === 'POST' && path === '/charges') return charge(asked, signal);
    if (method === 'POST' && path === '/refunds') {
      const order = readOrder<RefundOrder>(body, ['key', 'charge_key', 'currency']);
      if (!order) return refuse(400, 'invalid_request', 'A refund needs key, charge_key, amount and currency.');
      return sendBack(ledger, order);
    }
    const key = method === 'GET' ? /^\/charges\/([^/]+)$/.exec(path)?.[1] : undefined;
    if (key === undefined) return refuse(404, 'route_not_found', 'There is nothing at this path.');
    const known = ledger.charges.get(decodeURIComponent(key));
    return known ? present(known) : refuse(404, 'charge_not_found', 'There is no such charge.');
  }

  const server = await startFaultyServer({
    handle,
    nameOf: ({ method, path, body }) => `${method} ${path} ${/"key":"([^"]+)"/.exec(body)?.[1] ?? ''}`.trimEnd(),
    errorBody: { error: 'internal', message: 'The sandbox fails on purpose.' },
    faults: options.faults,
  });
  return { ...server, ledger };
}
