import type { Sale } from '@boxoffice/contracts/order/v1/order_service';
import type { Static } from '@fastify/type-provider-typebox';
import { presentSale, type SaleBody } from './presenters/sale.ts';
import type { Services } from './services.ts';

/** Adds its buyer's name and e-mail to each sale, with one call of identity for all of them; none for no sales. */
export async function withBuyers(
  { identity }: Pick<Services, 'identity'>,
  sales: readonly Sale[],
): Promise<Static<typeof SaleBody.schema>[]> {
  const customerIds = [...new Set(sales.map(({ customerId }) => customerId))];
  const { customers } = customerIds.length > 0 ? await identity.batchGetCustomers({ customerIds }) : { customers: [] };
  const byId = new Map(customers.map((customer) => [customer.id, customer]));
  return sales.map((sale) => presentSale(sale, byId));
}
