import { Button, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Navigate, Outlet, useLocation } from 'react-router';
import { type Role, useSession } from '../api/session.ts';
import { useLogout } from '../layout/use-logout.ts';
import { ErrorState, Loading, PageTitle } from '../ui/index.ts';
import { loginFor } from './next-page.ts';

function WrongRole({ needed }: { needed: Role }) {
  const { t } = useTranslation('common');
  const logout = useLogout();
  return (
    <Stack align="center" py="xl" ta="center">
      <PageTitle>{t('auth.wrongRoleTitle')}</PageTitle>
      <Text c="dimmed">{t(needed === 'partner' ? 'auth.wrongRolePartner' : 'auth.wrongRoleCustomer')}</Text>
      {logout.isError && <ErrorState error={logout.error} />}
      <Button variant="default" loading={logout.isPending} onClick={() => logout.mutate()}>
        {t('auth.otherAccount')}
      </Button>
    </Stack>
  );
}

/** Shows pages (its children, or the routes below) to accounts of one role, or of any; others are asked to sign in. */
export function RequireRole({ role: needed, children }: { role: Role | 'any'; children?: ReactNode }) {
  const { status, role } = useSession();
  const { pathname, search, hash } = useLocation();
  if (status === 'loading') return <Loading />;
  if (status === 'anonymous') return <Navigate to={loginFor(pathname + search + hash)} replace />;
  if (needed !== 'any' && role !== needed) return <WrongRole needed={needed} />;
  return children ?? <Outlet />;
}
