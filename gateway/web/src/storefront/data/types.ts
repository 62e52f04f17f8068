import type { components } from '../../api/schema.ts';

type Schemas = components['schemas'];

/** An event that is on offer. */
export type ShopEvent = Schemas['Event'];
/** One seat as it is offered now. */
export type Ticket = Schemas['Ticket'];
/** An order of 1 to 20 tickets. */
export type Purchase = Schemas['Purchase'];
/** One ticket of a purchase. */
export type PurchaseItem = Purchase['items'][number];
/** Where a purchase stands. */
export type PurchaseStatus = Purchase['status'];
/** One step in a purchase's life. */
export type PurchaseChange = Schemas['PurchaseChange'];
/** An amount in minor units. */
export type Money = { currency: string; amount: number };
