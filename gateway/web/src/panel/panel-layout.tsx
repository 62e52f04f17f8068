import { Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { NavLink, Outlet } from 'react-router';
import { RequireRole } from '../auth/index.ts';
import { Loading } from '../ui/index.ts';
import { LiveBadge } from './components/live-badge.tsx';
import { LiveProvider } from './live/live-provider.tsx';
import styles from './panel.module.css';

const PAGES = [
  { key: 'overview', to: '/panel' },
  { key: 'sales', to: '/panel/sales' },
  { key: 'failures', to: '/panel/failures' },
  { key: 'newEvent', to: '/panel/events/new' },
] as const;

function Navigation() {
  const { t } = useTranslation('panel');
  return (
    <nav className={styles.bar} aria-label={t('nav.label')}>
      <ul className={styles.tabs}>
        {PAGES.map(({ key, to }) => (
          <li key={key}>
            <NavLink to={to} end className={() => styles.tab}>
              {t(`nav.${key}`)}
            </NavLink>
          </li>
        ))}
      </ul>
      <LiveBadge />
    </nav>
  );
}

/** What every page of the control panel stands in: for partners only, with one stream of their sales. */
export default function PanelLayout() {
  return (
    <RequireRole role="partner">
      <Suspense fallback={<Loading />}>
        <LiveProvider>
          <Navigation />
          <Outlet />
        </LiveProvider>
      </Suspense>
    </RequireRole>
  );
}
