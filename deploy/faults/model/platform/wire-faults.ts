import { setTimeout as sleep } from 'node:timers/promises';
import { InventoryService } from '@boxoffice/contracts/inventory/v1/inventory_service';
import { Code, ConnectError, type Transport } from '@connectrpc/connect';
import type { Call } from '../trouble.ts';
import type { Faults } from './faults.ts';
import { type Life, unavailable } from './life.ts';

const SLOW_MS = 40;

function callOf({ name }: { name: string }): Call | undefined {
  if (name === InventoryService.method.reserveTickets.name) return 'reserve';
  return name === InventoryService.method.confirmTickets.name ? 'confirm' : undefined;
}

async function* each<T>(items: readonly T[]): AsyncGenerator<T> {
  yield* items;
}

async function all<T>(stream: AsyncIterable<T>): Promise<T[]> {
  const items: T[] = [];
  for await (const item of stream) items.push(item);
  return items;
}

/** Purchases that a call is for. */
function purchasesOf(requests: readonly unknown[]): number[] {
  return requests.flatMap((request) => {
    const { holds = [], confirmations = [] } = request as Record<string, { purchaseId: bigint }[]>;
    return [...holds, ...confirmations].map(({ purchaseId }) => Number(purchaseId));
  });
}

/** What becomes of a call; `send` makes it, as often as it is called. */
async function suffer<T>(call: Call, purchases: number[], faults: Faults, send: () => Promise<T>): Promise<T> {
  switch (faults.ofCall(call, purchases)) {
    case 'lost':
      throw unavailable('the call was lost');
    case 'unanswered':
      await send();
      throw unavailable('the answer was lost');
    case 'twice':
      return (await Promise.all([send(), send()]))[0];
    case 'late':
      faults.delay(send);
      throw new ConnectError('the call took too long', Code.DeadlineExceeded);
    case 'slow':
      await sleep(SLOW_MS);
      return send();
    default:
      return send();
  }
}

/** The way from order, in one of its lives, to inventory, with the troubles of a network. */
export function faultyTransport(inventory: Transport, life: Life, faults: Faults): Transport {
  const stream: Transport['stream'] = async (method, signal, timeoutMs, header, input, values) => {
    const call = callOf(method);
    if (!call) return inventory.stream(method, signal, timeoutMs, header, input, values);
    const requests = await all(input);
    const purchases = purchasesOf(requests);
    // To its end, so that an answer is lost as a whole.
    const send = async () => {
      const response = await inventory.stream(method, undefined, timeoutMs, header, each(requests), values);
      return { ...response, message: each(await all(response.message)) };
    };
    faults.reach(call, 'before', purchases);
    if (life.over) throw unavailable('the caller died');
    const response = await suffer(call, purchases, faults, send);
    if (faults.reach(call, 'after', purchases)) throw unavailable('the answer was lost');
    return response;
  };
  return {
    unary: (...call) => life.until(() => inventory.unary(...call)),
    stream: (...call) => life.until(() => stream(...call)),
  };
}
