// The naive shop: Fastify, MikroORM entities and pessimistic locks, a transaction a purchase, all in one process.
import { MikroORM, PostgreSqlDriver } from '@mikro-orm/postgresql';
import fastify from 'fastify';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import { ItemEntity, OutboxEntity, PurchaseEntity, TicketEntity } from './naive/entities.ts';
import { buy } from './naive/purchase.ts';

const { DATABASE_URL = '', JWKS_URL = '', POOL = '16' } = process.env;

const orm = new MikroORM({
  driver: PostgreSqlDriver,
  clientUrl: DATABASE_URL,
  entities: [TicketEntity, PurchaseEntity, ItemEntity, OutboxEntity],
  pool: { min: 0, max: Number(POOL) },
});
await orm.connect();

const keys = createRemoteJWKSet(new URL(JWKS_URL));
const customers = new Map<string, number>();

async function customerOf(authorization = ''): Promise<number> {
  const known = customers.get(authorization);
  if (known !== undefined) return known;
  const rules = { issuer: 'boxoffice', audience: 'boxoffice-api', typ: 'at+jwt' };
  const { payload } = await jwtVerify(authorization.slice('Bearer '.length), keys, rules);
  const id = Number(payload.sub);
  customers.set(authorization, id);
  return id;
}

const schema = {
  type: 'object',
  required: ['ticket_ids', 'payment'],
  properties: { ticket_ids: { type: 'array', items: { type: 'integer' }, minItems: 1, maxItems: 20 } },
};

const app = fastify();
app.get('/health/live', async () => ({ status: 'ok' }));
app.post<{ Body: { ticket_ids: number[] } }>('/v1/purchases', { schema: { body: schema } }, async (request, reply) => {
  const customerId = await customerOf(request.headers.authorization);
  const bought = await buy(orm.em.fork(), customerId, request.body.ticket_ids);
  return bought ? reply.code(201).send(bought) : reply.code(409).send({ reason: 'ticket_unavailable' });
});
const url = await app.listen({ host: '127.0.0.1', port: 0 });

process.once('disconnect', () => process.exit());
process.on('SIGINT', () => undefined);
process.send?.(url);
