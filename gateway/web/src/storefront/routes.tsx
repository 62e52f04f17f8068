import type { RouteObject } from 'react-router';
import { EventsPage } from './events/events-page.tsx';

/** The pages of the shop. Only the list is in the first load; the others come when they are opened. */
export const storefrontRoutes: RouteObject[] = [
  { index: true, Component: EventsPage },
  {
    path: 'events/:eventId',
    lazy: async () => ({ Component: (await import('./event/event-page.tsx')).EventPage }),
  },
  {
    path: 'basket',
    lazy: async () => ({ Component: (await import('./checkout/basket-page.tsx')).BasketPage }),
  },
  {
    path: 'purchases',
    lazy: async () => ({ Component: (await import('./purchases/purchases-page.tsx')).PurchasesPage }),
  },
  {
    path: 'purchases/:purchaseId',
    lazy: async () => ({ Component: (await import('./purchases/purchase-page.tsx')).PurchasePage }),
  },
];
