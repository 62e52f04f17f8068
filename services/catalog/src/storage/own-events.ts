import { LockMode } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import { EventEntity } from './event-entity.ts';

/** One event of a partner; somebody else's is null like a missing one. */
export function findOwnEvent(em: EntityManager, partnerId: number, id: number): Promise<EventEntity | null> {
  return em.findOne(EventEntity, { id, partnerId });
}

/** One event of a partner as it is now, locked until the transaction ends. */
export function lockOwnEvent(em: EntityManager, partnerId: number, id: number): Promise<EventEntity | null> {
  return em.findOne(EventEntity, { id, partnerId }, { lockMode: LockMode.PESSIMISTIC_WRITE });
}

/** A partner's events, newest first, from below an id on. */
export function findOwnEvents(
  em: EntityManager,
  partnerId: number,
  below: number | undefined,
  limit: number,
): Promise<EventEntity[]> {
  const position = below === undefined ? {} : { id: { $lt: below } };
  return em.find(EventEntity, { partnerId, ...position }, { orderBy: { id: 'desc' }, limit });
}
