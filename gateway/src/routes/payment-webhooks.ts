import { Type } from '@fastify/type-provider-typebox';
import type { App } from '../server.ts';
import type { Services } from '../services.ts';
import { Nothing } from './fields.ts';

const MAX_BYTES = 256 * 1024;
// Stripe sends from few addresses, and several webhooks for each payment: its own limit of 100 requests a second, thrice.
const PER_MINUTE = 18_000;

/** The route by which Stripe tells of payments. It is open: order looks at the signature, which covers every byte. */
export function paymentWebhookRoutes(app: App, { order }: Services): void {
  // In a scope of its own, where a body is left as it came.
  app.register(async (scope: App) => {
    scope.removeContentTypeParser('application/json');
    scope.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
    const schema = {
      tags: ['Purchases'],
      summary: 'Hear from Stripe',
      description:
        'For Stripe’s webhooks, signed in `Stripe-Signature`: `payment_intent.succeeded`, `payment_intent.payment_failed`, ' +
        '`payment_intent.canceled`, `charge.refunded`, `refund.updated`, `refund.failed`; others are welcome and ignored. ' +
        'Raises `invalid_signature`, and `payment_provider_not_found` where payments do not go to Stripe.',
      body: Type.Unsafe<Buffer>({ description: 'An event of Stripe' }),
      response: { 204: Nothing },
    };
    const options = { bodyLimit: MAX_BYTES, config: { rateLimit: { max: PER_MINUTE }, errors: [404] }, schema };
    scope.post('/v1/payments/webhooks/stripe', options, async (request, reply) => {
      const signature = request.headers['stripe-signature'];
      await order.handlePaymentWebhook({
        provider: 'stripe',
        payload: request.body,
        signature: typeof signature === 'string' ? signature : '',
      });
      return reply.code(204).send(null);
    });
  });
}
