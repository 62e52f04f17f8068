import { MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { useState } from 'react';
import { createBrowserRouter, type RouteObject } from 'react-router';
import { RouterProvider } from 'react-router/dom';
import { accountRoutes } from './account/routes.tsx';
import { createQueryClient } from './api/query-client.ts';
import { authRoutes } from './auth/routes.tsx';
import { AppLayout } from './layout/app-layout.tsx';
import { CrashPage } from './layout/crash-page.tsx';
import { NotFoundPage } from './layout/not-found-page.tsx';
import { panelRoutes } from './panel/routes.tsx';
import { useBasketCount } from './storefront/basket.ts';
import { storefrontRoutes } from './storefront/routes.tsx';
import { styleNonce } from './style-nonce.ts';
import { cssVariables, theme } from './theme.ts';
import { Loading } from './ui/index.ts';

function Layout() {
  return <AppLayout basketCount={useBasketCount()} />;
}

const routes: RouteObject[] = [
  {
    Component: Layout,
    ErrorBoundary: CrashPage,
    HydrateFallback: Loading,
    children: [
      ...storefrontRoutes,
      ...authRoutes,
      ...accountRoutes,
      ...panelRoutes,
      { path: '*', Component: NotFoundPage },
    ],
  },
];

/** The whole application. */
export function App() {
  const [client] = useState(createQueryClient);
  const [router] = useState(() => createBrowserRouter(routes));
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariables}
      defaultColorScheme="auto"
      getStyleNonce={styleNonce}
    >
      <QueryClientProvider client={client}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </MantineProvider>
  );
}
