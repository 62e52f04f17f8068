export { type BatcherOptions, createBatcher, createGatherer, type Waiting } from './batcher.ts';
export { type Clock, secondsAfter, systemClock } from './clock.ts';
export {
  DomainError,
  type FailureKind,
  type FailureMetadata,
  invalidField,
  type JsonValue,
  notFound,
} from './domain-error.ts';
export { createGate, type Gate } from './gate.ts';
export {
  eventIdOf,
  MAX_EVENT_ID,
  MAX_TICKETS_PER_EVENT,
  TICKETS_PER_EVENT,
  ticketIdOf,
  ticketNumberOf,
  toNumber,
} from './ids.ts';
export { isCurrency, type Money, sumByCurrency } from './money.ts';
export { type Revision, revisionSeen } from './revision.ts';
export type { Snapshot } from './snapshot.ts';
