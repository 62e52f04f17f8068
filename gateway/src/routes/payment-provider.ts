import { Type } from '@fastify/type-provider-typebox';
import type { PublicReads } from '../public-reads.ts';
import type { App } from '../server.ts';
import type { Services } from '../services.ts';

const PaymentProvider = Type.Object({
  provider: Type.String({
    description:
      '`sandbox`, whose tokens (`tok_...`) choose the outcome, or `stripe`, whose tokens are PaymentMethods (`pm_...`)',
    examples: ['sandbox'],
  }),
});

/** The route by which a shop knows which tokens it can pay with. */
export function paymentProviderRoutes(app: App, { order }: Services, reads: PublicReads): void {
  const schema = {
    tags: ['Purchases'],
    summary: 'Tell which provider takes the payments',
    response: { 200: PaymentProvider },
  };
  app.get('/v1/payments/provider', { schema, ...reads.route }, (request, reply) =>
    reads.answer(request, reply, async () => {
      const { provider } = await order.getPaymentProvider({});
      return { provider };
    }),
  );
}
