import { Anchor, AppShell, Container, Group, VisuallyHidden } from '@mantine/core';
import { Suspense, useEffect, useRef, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { Outlet, ScrollRestoration, useLocation } from 'react-router';
import { announcedPage, Loading } from '../ui/index.ts';
import { Header } from './header.tsx';
import styles from './layout.module.css';

const HEADER_HEIGHT = 60;

/** Who can't see the page change hears its title, and goes on from its beginning. */
function useFocusOnNavigation() {
  const { pathname } = useLocation();
  const main = useRef<HTMLElement>(null);
  const shown = useRef(pathname);
  useEffect(() => {
    if (shown.current === pathname) return;
    shown.current = pathname;
    main.current?.focus({ preventScroll: true });
  }, [pathname]);
  return main;
}

function Announcer() {
  const title = useSyncExternalStore(announcedPage.subscribe, announcedPage.get);
  return <VisuallyHidden aria-live="polite">{title}</VisuallyHidden>;
}

function Footer() {
  const { t } = useTranslation('common');
  return (
    <footer className={styles.footer}>
      <Container size="xl">
        <Group justify="space-between">
          <span>{t('footer.note')}</span>
          <Anchor href="/docs" size="sm">
            {t('footer.api')}
          </Anchor>
        </Group>
      </Container>
    </footer>
  );
}

/** What frames every page. */
export function AppLayout({ basketCount }: { basketCount: number }) {
  const { t } = useTranslation('common');
  const main = useFocusOnNavigation();
  return (
    <AppShell header={{ height: HEADER_HEIGHT }}>
      <a href="#main" className={styles.skip}>
        {t('skip')}
      </a>
      <AppShell.Header className={styles.header}>
        <Container size="xl" h="100%">
          <Header basketCount={basketCount} />
        </Container>
      </AppShell.Header>
      <AppShell.Main id="main" ref={main} tabIndex={-1} className={styles.main}>
        <Container size="xl" w="100%" className={styles.page}>
          <Suspense fallback={<Loading />}>
            <Outlet />
          </Suspense>
        </Container>
        <Footer />
      </AppShell.Main>
      <Announcer />
      <ScrollRestoration />
    </AppShell>
  );
}
