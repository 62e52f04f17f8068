import type {
  CancelPurchaseSchema,
  PayPurchaseSchema,
  PlacePurchaseSchema,
  PurchaseResult,
} from '@boxoffice/contracts/order/v1/order_service';
import { createStreamingBatcher } from '@boxoffice/platform';
import type { MessageInitShape } from '@bufbuild/protobuf';
import type { Services } from './services.ts';

type Place = MessageInitShape<typeof PlacePurchaseSchema>;
type Pay = MessageInitShape<typeof PayPurchaseSchema>;
type Cancel = MessageInitShape<typeof CancelPurchaseSchema>;

/** The commands on purchases; simultaneous ones share calls. */
export type Purchasing = {
  place(purchase: Place): Promise<PurchaseResult>;
  pay(payment: Pay): Promise<PurchaseResult>;
  cancel(cancellation: Cancel): Promise<PurchaseResult>;
};

// A slow payment provider has its say before the order service gives its own verdict.
const PATIENCE = { timeoutMs: 30_000 };

async function* resultsOf(responses: AsyncIterable<{ results: PurchaseResult[] }>): AsyncGenerator<PurchaseResult[]> {
  for await (const { results } of responses) yield results;
}

const indexOf = ({ index }: PurchaseResult) => index;

/** Gathers the commands of many requests into few calls of the order service. */
export function createPurchasing(order: Services['order']): Purchasing {
  return {
    place: createStreamingBatcher<Place, PurchaseResult>({
      call: (purchases) => resultsOf(order.placePurchases({ purchases }, PATIENCE)),
      indexOf,
    }),
    pay: createStreamingBatcher<Pay, PurchaseResult>({
      call: (payments) => resultsOf(order.payPurchases({ payments }, PATIENCE)),
      indexOf,
    }),
    cancel: createStreamingBatcher<Cancel, PurchaseResult>({
      call: (cancellations) => resultsOf(order.cancelPurchases({ cancellations }, PATIENCE)),
      indexOf,
    }),
  };
}
