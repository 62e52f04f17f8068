import type { OrderService, PlacePurchasesRequest } from '@boxoffice/contracts/order/v1/order_service';
import type { ServiceImpl } from '@connectrpc/connect';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startGateway } from './harness.ts';
import { purchase } from './messages.ts';
import { as } from './tokens.ts';

const placePurchases: ServiceImpl<typeof OrderService>['placePurchases'] = async function* placePurchases() {
  yield { results: [{ index: 0, purchase: purchase() }] };
};

let gateway: Awaited<ReturnType<typeof startGateway>>;
beforeAll(async () => {
  gateway = await startGateway({ order: { placePurchases } });
});
afterAll(() => gateway.stop());

const buy = async (token: string) =>
  gateway.app.inject({
    ...{ method: 'POST', url: '/v1/purchases', headers: await as('customer', 7) },
    payload: { ticket_ids: [42_000_001], payment: { method: 'card', token } },
  });

test.each(['tok_approved', 'pm_card_visa', 'pm_1QxYz~!'])('%s goes to order as it is', async (token) => {
  expect((await buy(token)).statusCode).toBe(201);
  const { purchases } = gateway.sent<PlacePurchasesRequest>('placePurchases');
  expect(purchases[0]?.payment?.token).toBe(token);
});

test.each(['4242424242424242', 'tok_', 'pm_', 'pi_1', 'xpm_1', 'pm_1 2', 'pm_é'])('%s is refused', async (token) => {
  const response = await buy(token);
  expect([response.statusCode, response.json().errors]).toEqual([
    400,
    [
      {
        field: 'payment.token',
        message: 'must be a token of the payment provider (tok_... or pm_...), never a card number',
      },
    ],
  ]);
});
