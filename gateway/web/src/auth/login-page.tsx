import { Alert, Anchor, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link, Navigate, useSearchParams } from 'react-router';
import { session, useSession } from '../api/session.ts';
import { Loading } from '../ui/index.ts';
import { AccountForm } from './account-form.tsx';
import { AuthCard } from './auth-card.tsx';
import { homeOf, nextPage } from './next-page.ts';

type Credentials = Record<string, string>;

/** Signs an account in, and goes on with the page that asked for it. */
export function LoginPage() {
  const { t } = useTranslation('common');
  const [params] = useSearchParams();
  const { status, role } = useSession();
  const next = nextPage(params.get('next'));
  const login = useMutation({
    mutationFn: ({ email = '', password = '' }: Credentials) => session.login(email, password),
  });
  if (status === 'loading' && !login.isPending) return <Loading />;
  if (status === 'signed-in' && role) return <Navigate to={next ?? homeOf(role)} replace />;
  const query = params.size > 0 ? `?${params}` : '';
  return (
    <AuthCard title={t('auth.loginTitle')} text={next === undefined ? t('auth.loginText') : t('auth.next')}>
      {params.has('registered') && <Alert>{t('auth.registered')}</Alert>}
      <AccountForm
        fields={[
          { name: 'email', label: t('auth.email'), type: 'email', autoComplete: 'username' },
          { name: 'password', label: t('auth.password'), type: 'password', autoComplete: 'current-password' },
        ]}
        submit={t('auth.submitLogin')}
        onSubmit={(values) => login.mutate(values)}
        isPending={login.isPending}
        error={login.error}
      />
      <Text size="sm">
        {t('auth.noAccount')}{' '}
        <Anchor component={Link} to={`/register${query}`} size="sm" underline="always">
          {t('auth.registerTitle')}
        </Anchor>
      </Text>
    </AuthCard>
  );
}
