import { Button, Menu, Text } from '@mantine/core';
import { IconLogout, IconUser, IconUserCircle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useSession } from '../api/session.ts';
import { explain } from '../i18n/index.ts';
import { useLogout } from './use-logout.ts';

/** Who is signed in and what they can do about it; else the way to sign in. */
export function AccountMenu() {
  const { t } = useTranslation('common');
  const { status, name } = useSession();
  const logout = useLogout();
  if (status !== 'signed-in') {
    return (
      <Button component={Link} to="/login" variant="light" size="sm" disabled={status === 'loading'}>
        {t('nav.login')}
      </Button>
    );
  }
  return (
    <Menu position="bottom-end" width={240} withinPortal={false}>
      <Menu.Target>
        <Button
          variant="subtle"
          color="gray"
          size="sm"
          leftSection={<IconUserCircle aria-hidden size={20} />}
          aria-label={name === undefined ? t('nav.account') : t('nav.accountOf', { name })}
        >
          <Text span truncate maw="9rem" size="sm" fw={500}>
            {name ?? t('nav.account')}
          </Text>
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item component={Link} to="/account" leftSection={<IconUser aria-hidden size={18} />}>
          {t('nav.account')}
        </Menu.Item>
        <Menu.Item
          closeMenuOnClick={false}
          leftSection={<IconLogout aria-hidden size={18} />}
          onClick={() => logout.mutate()}
        >
          {t('nav.logout')}
        </Menu.Item>
        {logout.isError && (
          <Text size="xs" c="var(--mantine-color-error)" p="xs" role="alert">
            {explain(t, logout.error)}
          </Text>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
