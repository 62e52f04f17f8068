import type { DomainError } from '@boxoffice/kernel';
import type { Purchase, PurchaseItem, PurchaseStatus } from './purchase.ts';

/** What happened to a purchase. */
export type Outcome =
  /** It was recorded a moment ago. */
  | { type: 'recorded' }
  /** Inventory holds its tickets. `method` is how it is to be paid at once, if at all. */
  | { type: 'held'; generation: number; items: PurchaseItem[]; currency: string; method: string | null }
  /** Inventory refused, and named the tickets that exist. */
  | { type: 'refused'; failure: DomainError; items: PurchaseItem[]; currency: string | null }
  /** It is not known whether inventory holds its tickets. */
  | { type: 'hold_unknown'; reason: string }
  /** Its customer wants to pay it. */
  | { type: 'pay'; method: string; actor: string }
  | { type: 'captured'; reference: string }
  | { type: 'declined'; code: string }
  /** The provider says that nothing was taken. */
  | { type: 'not_charged'; reason: string }
  /** The provider did not say. */
  | { type: 'charge_unknown' }
  | { type: 'confirmed' }
  /** Inventory did not say whether it sold the tickets. */
  | { type: 'confirm_unknown' }
  /** Inventory has no such hold any more. */
  | { type: 'hold_gone' }
  | { type: 'cancel'; ticketIds: number[]; reason: string; actor: string }
  | { type: 'refunded' }
  | { type: 'refund_unknown' }
  /** Nobody drives it: its driver is gone, or its time has come. */
  | { type: 'resume' };

/** What is to be done next. */
export type Effect = 'reserve' | 'charge' | 'ask_provider' | 'confirm' | 'refund';

/** One step of the history. */
export type HistoryStep = { from: PurchaseStatus | null; to: PurchaseStatus; reason: string | null; actor: string };

/** What others may hear. */
export type PurchaseFact = 'reserved' | 'paid' | 'failed' | 'expired' | { cancelled: number[]; reason: string };

/** What follows from an outcome. Without history nothing is to be stored. */
export type Advance = { purchase: Purchase; history: HistoryStep[]; facts: PurchaseFact[]; effect: Effect | null };

/** How the saga is set. */
export type SagaSettings = {
  /** How long a hold lasts, in seconds. */
  holdSeconds: number;
  /** How long the provider is asked for an unknown payment before it is taken as not charged, in seconds. */
  resolveSeconds: number;
};

/** The actor of steps that nobody asked for. */
export const SYSTEM = 'system';
/** The reason of a purchase whose payment never got an answer. */
export const PAYMENT_TIMEOUT = 'payment_timeout';
