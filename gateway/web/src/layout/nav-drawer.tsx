import { Button, Divider, Drawer, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { NavLink } from 'react-router';
import { useSession } from '../api/session.ts';
import { explain } from '../i18n/index.ts';
import styles from './layout.module.css';
import { linksFor } from './nav-links.ts';
import { useLogout } from './use-logout.ts';

function AccountLinks({ onClose }: { onClose(): void }) {
  const { t } = useTranslation('common');
  const { status, name } = useSession();
  const logout = useLogout();
  if (status !== 'signed-in') {
    return (
      <>
        <NavLink to="/login" className={styles.drawerLink ?? ''} onClick={onClose}>
          {t('nav.login')}
        </NavLink>
        <NavLink to="/register" className={styles.drawerLink ?? ''} onClick={onClose}>
          {t('nav.register')}
        </NavLink>
      </>
    );
  }
  return (
    <>
      <NavLink to="/account" className={styles.drawerLink ?? ''} onClick={onClose}>
        {t('nav.account')}
        {name !== undefined && (
          <Text span c="dimmed" size="sm" truncate>
            {name}
          </Text>
        )}
      </NavLink>
      <Button
        variant="default"
        loading={logout.isPending}
        onClick={() => logout.mutate(undefined, { onSuccess: onClose })}
      >
        {t('nav.logout')}
      </Button>
      {logout.isError && (
        <Text size="sm" c="var(--mantine-color-error)" role="alert">
          {explain(t, logout.error)}
        </Text>
      )}
    </>
  );
}

/** The navigation where the bar has no room for it. */
export function NavDrawer({ opened, onClose }: { opened: boolean; onClose(): void }) {
  const { t } = useTranslation('common');
  const { role } = useSession();
  return (
    <Drawer
      opened={opened}
      onClose={onClose}
      position="right"
      size="18rem"
      title={t('nav.menu')}
      closeButtonProps={{ 'aria-label': t('nav.close') }}
    >
      <Stack gap="xs" component="nav" aria-label={t('nav.label')}>
        {linksFor(role).map(({ to, text }) => (
          <NavLink key={to} to={to} end={to === '/'} className={styles.drawerLink ?? ''} onClick={onClose}>
            {t(`nav.${text}`)}
          </NavLink>
        ))}
        <Divider />
        <AccountLinks onClose={onClose} />
      </Stack>
    </Drawer>
  );
}
