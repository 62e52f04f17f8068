import { Customer, Partner, Profile, SessionBody, Tokens } from './account.ts';
import { BatchBody, CreatedTickets } from './batch.ts';
import { EventBody } from './event.ts';
import { PassBody } from './pass.ts';
import { PurchaseBody, PurchaseChangeBody } from './purchase.ts';
import { FailureBody, SaleBody } from './sale.ts';
import { EventSalesSummary, SalesSummary } from './sales-summary.ts';
import { SeatMap } from './seat-map.ts';
import { TicketBody, TicketChangeBody } from './ticket.ts';

/** Everything the API answers with that has a name. */
export const sharedSchemas = [
  Partner,
  Customer,
  Profile,
  Tokens,
  SessionBody,
  EventBody,
  TicketBody,
  TicketChangeBody,
  CreatedTickets,
  BatchBody,
  SeatMap,
  PurchaseBody,
  PurchaseChangeBody,
  PassBody,
  SalesSummary,
  EventSalesSummary,
  SaleBody,
  FailureBody,
].map(({ schema }) => schema);
