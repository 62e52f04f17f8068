import { type PurchaseResult, PurchaseStatus } from '@boxoffice/contracts/order/v1/order_service';
import { DomainError } from '@boxoffice/kernel';
import { fromFailure } from '@boxoffice/platform';
import { type Static, Type } from '@fastify/type-provider-typebox';
import type { FastifyReply } from 'fastify';
import { accountOf } from '../auth.ts';
import { idempotencyOf, markReplay } from '../idempotency.ts';
import { number, pageOf, presentPage } from '../presenters/common.ts';
import {
  PurchaseBody,
  PurchaseChangeBody,
  presentPurchase,
  presentPurchaseChange,
  purchaseStatus,
} from '../presenters/purchase.ts';
import type { Purchasing } from '../purchasing.ts';
import type { App } from '../server.ts';
import { onBehalfOf, promised, type Services } from '../services.ts';
import { closed, IdPath, ids, oneOf, page, pageFields } from './fields.ts';

const config = { role: 'customer' } as const;
const tags = ['Purchases'];
const MAX_TICKETS = 20;

const PaymentField = Type.Object(
  {
    method: oneOf('card'),
    token: Type.String({
      format: 'card-token',
      minLength: 1,
      maxLength: 255,
      examples: ['tok_approved'],
      description: 'The payment provider’s token of the card',
    }),
  },
  closed,
);

const Cancellation = Type.Object({ ticket_ids: Type.Optional(ids(MAX_TICKETS)) }, closed);
const OptionalCancellation = Type.Unsafe<Static<typeof Cancellation> | null>({
  ...Cancellation,
  type: ['object', 'null'],
});

/** The purchase a command led to. Throws what it failed of, with the purchase that records the failure. */
function settled(reply: FastifyReply, { purchase, failure, replayed }: PurchaseResult) {
  markReplay(reply, replayed);
  if (!failure) return presentPurchase(promised(purchase));
  const { kind, reason, message, metadata } = fromFailure(failure);
  const recorded = purchase ? { purchase_id: number(purchase.id) } : {};
  throw new DomainError(kind, reason, message, { ...metadata, ...recorded });
}

function placePurchase(app: App, { place }: Purchasing): void {
  const schema = {
    tags,
    summary: 'Buy tickets, or hold them for ten minutes',
    description:
      'With `payment`: reserve, charge, confirm. Without: reserve until `expires_at`. What is free needs no payment. A ' +
      'purchase that fails is recorded: the problem has its `purchase_id`, `reason` and, where tickets are at fault, ' +
      '`tickets`. Raises `ticket_unavailable`, `ticket_not_found`, `event_not_on_sale`, `event_cancelled`, ' +
      '`mixed_currencies`, `payment_declined`, `payment_error`, `payment_timeout`, `confirmation_timeout`.',
    body: Type.Object({ ticket_ids: ids(MAX_TICKETS), payment: Type.Optional(PaymentField) }, closed),
    response: { 201: PurchaseBody.ref },
  };
  const options = { config: { ...config, errors: [402, 404, 502], idempotent: true }, schema };
  app.post('/v1/purchases', options, async (request, reply) => {
    const { ticket_ids: ticketIds, payment } = request.body;
    const result = await place({
      customerId: BigInt(accountOf(request).id),
      ticketIds: ticketIds.map(BigInt),
      ...(payment ? { payment } : {}),
      ...idempotencyOf(request),
    });
    const purchase = settled(reply, result);
    reply.code(201).header('location', `/v1/purchases/${purchase.id}`);
    return purchase;
  });
}

function payPurchase(app: App, { pay }: Purchasing): void {
  const schema = {
    tags,
    summary: 'Pay a reserved purchase',
    description: 'A declined payment (402) leaves the hold as it is, so that another card can be tried.',
    params: IdPath,
    body: PaymentField,
    response: { 200: PurchaseBody.ref },
  };
  const options = { config: { ...config, errors: [402, 502], idempotent: true }, schema };
  app.post('/v1/purchases/:id/payment', options, async (request, reply) => {
    const result = await pay({
      customerId: BigInt(accountOf(request).id),
      purchaseId: BigInt(request.params.id),
      payment: request.body,
      ...idempotencyOf(request),
    });
    return settled(reply, result);
  });
}

function cancelPurchase(app: App, { cancel }: Purchasing): void {
  const schema = {
    tags,
    summary: 'Cancel a purchase, whole or in part',
    description: 'What was paid is refunded, and the tickets go back on sale. Twice is the same as once.',
    params: IdPath,
    body: OptionalCancellation,
    response: { 200: PurchaseBody.ref },
  };
  const options = { config: { ...config, errors: [502], idempotent: true }, schema };
  app.post('/v1/purchases/:id/cancel', options, async (request, reply) => {
    const result = await cancel({
      customerId: BigInt(accountOf(request).id),
      purchaseId: BigInt(request.params.id),
      ticketIds: (request.body?.ticket_ids ?? []).map(BigInt),
      ...idempotencyOf(request),
    });
    return settled(reply, result);
  });
}

function readPurchases(app: App, order: Services['order']): void {
  const list = {
    tags,
    summary: 'List the own purchases, newest first',
    querystring: Type.Object({ status: Type.Optional(purchaseStatus.schema), ...pageFields() }),
    response: { 200: pageOf(PurchaseBody.ref) },
  };
  app.get('/v1/purchases', { config, schema: list }, async (request) => {
    const { status: name } = request.query;
    const status = name === undefined ? PurchaseStatus.UNSPECIFIED : purchaseStatus.values[name];
    const { purchases, nextCursor } = await order.listPurchases(
      { status, ...page(request.query) },
      onBehalfOf(request),
    );
    return presentPage(purchases, nextCursor, presentPurchase);
  });

  const one = { tags, summary: 'Read one of the own purchases', params: IdPath, response: { 200: PurchaseBody.ref } };
  app.get('/v1/purchases/:id', { config, schema: one }, async (request) => {
    const { purchase } = await order.getPurchase({ purchaseId: BigInt(request.params.id) }, onBehalfOf(request));
    return presentPurchase(promised(purchase));
  });

  const history = {
    tags,
    summary: 'List every status change of one of the own purchases, oldest first',
    params: IdPath,
    response: { 200: Type.Object({ data: Type.Array(PurchaseChangeBody.ref) }) },
  };
  app.get('/v1/purchases/:id/history', { config, schema: history }, async (request) => {
    const query = { purchaseId: BigInt(request.params.id) };
    const { changes } = await order.listPurchaseHistory(query, onBehalfOf(request));
    return { data: changes.map(presentPurchaseChange) };
  });
}

/** Routes of a customer's purchases. */
export function purchaseRoutes(app: App, { order }: Services, purchasing: Purchasing): void {
  placePurchase(app, purchasing);
  payPurchase(app, purchasing);
  cancelPurchase(app, purchasing);
  readPurchases(app, order);
}
