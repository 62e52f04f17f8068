import { DomainError } from '@boxoffice/kernel';
import { createContextKey, type HandlerContext } from '@connectrpc/connect';

/** On whose behalf a call is made: an account, or a part of the platform itself. */
export type Actor = { role: 'partner' | 'customer'; id: number; sessionId?: number } | { role: 'service' };

/** Metadata that carries the acting account between services, for example `customer:7:12` (role, id, session). */
export const ACTOR_HEADER = 'x-boxoffice-actor';

/** The actor of the call being handled. */
export const actorKey = createContextKey<Actor>({ role: 'service' }, { description: 'actor' });

/** An actor as metadata. */
export function formatActor(actor: Actor): string {
  if (actor.role === 'service') return 'service';
  return [actor.role, actor.id, ...(actor.sessionId === undefined ? [] : [actor.sessionId])].join(':');
}

/** An actor from metadata; none is the calling service itself. Throws `invalid_actor` for a malformed one. */
export function parseActor(text: string | null): Actor {
  if (text === null || text === 'service') return { role: 'service' };
  const match = /^(partner|customer):(\d{1,16})(?::(\d{1,16}))?$/.exec(text);
  const ids = match?.slice(2).flatMap((id) => (id === undefined ? [] : [Number(id)])) ?? [];
  const [id, sessionId] = ids;
  // Never guess: an account that can't be read must not become another one, nor a service.
  if (!match || id === undefined || !ids.every(Number.isSafeInteger)) {
    throw new DomainError('unauthenticated', 'invalid_actor', 'The acting account is malformed.');
  }
  const role = match[1] === 'partner' ? 'partner' : 'customer';
  return { role, id, ...(sessionId === undefined ? {} : { sessionId }) };
}

/** The acting account and its session. Throws `forbidden` when a service acts for itself. */
export function actingAccount(context: HandlerContext): Extract<Actor, { id: number }> {
  const actor = context.values.get(actorKey);
  if (actor.role === 'service') throw new DomainError('forbidden', 'forbidden', 'This needs an account.');
  return actor;
}

/** The acting partner's id. Throws `forbidden` for anyone else. */
export function actingPartner(context: HandlerContext): number {
  const actor = context.values.get(actorKey);
  if (actor.role !== 'partner') throw new DomainError('forbidden', 'forbidden', 'Only a partner may do this.');
  return actor.id;
}

/** The acting customer's id. Throws `forbidden` for anyone else. */
export function actingCustomer(context: HandlerContext): number {
  const actor = context.values.get(actorKey);
  if (actor.role !== 'customer') throw new DomainError('forbidden', 'forbidden', 'Only a customer may do this.');
  return actor.id;
}

/** Throws `forbidden` unless a part of the platform acts for itself. */
export function requireService(context: HandlerContext): void {
  if (context.values.get(actorKey).role === 'service') return;
  throw new DomainError('forbidden', 'forbidden', 'Only services may do this.');
}
