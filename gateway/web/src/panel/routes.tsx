import type { ComponentType } from 'react';
import type { RouteObject } from 'react-router';

/** A page that is loaded when it is opened: whoever buys never loads the panel. */
function page(load: () => Promise<{ default: ComponentType }>) {
  return async () => ({ Component: (await load()).default });
}

/** The pages of the control panel. */
export const panelRoutes: RouteObject[] = [
  {
    path: 'panel',
    lazy: page(() => import('./panel-layout.tsx')),
    children: [
      { index: true, lazy: page(() => import('./overview/overview-page.tsx')) },
      { path: 'sales', lazy: page(() => import('./sales/sales-page.tsx')) },
      { path: 'failures', lazy: page(() => import('./failures/failures-page.tsx')) },
      { path: 'events/new', lazy: page(() => import('./events/new-event-page.tsx')) },
      {
        path: 'events/:eventId',
        lazy: page(() => import('./events/event-page.tsx')),
        children: [
          { index: true, lazy: page(() => import('./events/sales-tab.tsx')) },
          { path: 'tickets', lazy: page(() => import('./tickets/tickets-tab.tsx')) },
          { path: 'edit', lazy: page(() => import('./events/edit-tab.tsx')) },
        ],
      },
    ],
  },
];
