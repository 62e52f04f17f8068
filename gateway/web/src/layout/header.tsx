import { Burger, Group } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconTicket } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link, NavLink } from 'react-router';
import { useSession } from '../api/session.ts';
import { AccountMenu } from './account-menu.tsx';
import { BasketLink } from './basket-link.tsx';
import styles from './layout.module.css';
import { NavDrawer } from './nav-drawer.tsx';
import { linksFor } from './nav-links.ts';
import { PreferencesMenu } from './preferences-menu.tsx';

/** The bar at the top of every page: everything is reachable from it, at 360 px too. */
export function Header({ basketCount }: { basketCount: number }) {
  const { t } = useTranslation('common');
  const { role } = useSession();
  const [isOpen, drawer] = useDisclosure(false);
  return (
    <div className={styles.bar}>
      <Link to="/" className={styles.brand} aria-label={t('nav.home')}>
        <IconTicket aria-hidden className={styles.brandMark} />
        {t('brand')}
      </Link>
      <nav aria-label={t('nav.label')}>
        <Group gap={4} visibleFrom="sm">
          {linksFor(role).map(({ to, text }) => (
            <NavLink key={to} to={to} className={styles.link ?? ''} end={to === '/'}>
              {t(`nav.${text}`)}
            </NavLink>
          ))}
        </Group>
      </nav>
      {role !== 'partner' && <BasketLink count={basketCount} />}
      <PreferencesMenu />
      <Group visibleFrom="sm" gap="xs">
        <AccountMenu />
      </Group>
      <Burger
        hiddenFrom="sm"
        size="sm"
        opened={isOpen}
        onClick={drawer.toggle}
        aria-label={t('nav.menu')}
        aria-expanded={isOpen}
      />
      <NavDrawer opened={isOpen} onClose={drawer.close} />
    </div>
  );
}
