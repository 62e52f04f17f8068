import type { DomainError } from '@boxoffice/kernel';
import type { Fact } from '@boxoffice/platform';
import type { Answer } from '../domain/answers.ts';
import type { PurchaseFact } from '../domain/outcomes.ts';
import type { Purchase, PurchaseItem } from '../domain/purchase.ts';

/** What inventory answers to a hold. Throws when it is not known whether the tickets are held. */
export type HoldAnswer = { type: 'held'; generation: number; items: PurchaseItem[]; currency: string } | HoldRefused;

/** Inventory refuses, and names the tickets that exist. */
export type HoldRefused = { type: 'refused'; failure: DomainError; items: PurchaseItem[]; currency: string | null };

/** Inventory, as the saga needs it. */
export type InventoryPort = {
  /** The refusal of a hold that inventory would refuse without a look; undefined when it may be had, and on any error. */
  check(hold: { ticketIds: number[] }): Promise<HoldRefused | undefined>;
  reserve(hold: { purchaseId: number; ticketIds: number[] }): Promise<HoldAnswer>;
  /** False when there is no such hold any more. Throws when the outcome is not known. */
  confirm(confirmation: { purchaseId: number; generation: number }): Promise<boolean>;
  /** Makes sure that inventory knows an event as catalog tells it (protobuf). */
  syncEventTerms(event: Uint8Array): Promise<void>;
};

/** Catalog, as the saga needs it. Events that it does not tell of, or while it is away, are left out. */
export type CatalogPort = {
  /** When events begin; may be a second old. */
  startsOf(eventIds: number[]): Promise<Map<number, Date>>;
  /** Which of the events are cancelled now. */
  cancelledOf(eventIds: number[]): Promise<number[]>;
};

/** How purchases look to the world outside. */
export type PurchaseWire = {
  /** A fact as others hear it. */
  fact(purchase: Purchase, fact: PurchaseFact): Fact;
  /** An answer as it is stored for its idempotency key. */
  answer(answer: Answer): Uint8Array;
};
