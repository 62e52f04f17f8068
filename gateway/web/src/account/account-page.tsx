import { Grid, Paper, Stack, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { RequireRole } from '../auth/index.ts';
import { PageTitle } from '../ui/index.ts';
import styles from './account.module.css';
import { PasswordForm } from './password-form.tsx';
import { ProfileForm } from './profile-form.tsx';
import { SessionList } from './session-list.tsx';

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Paper withBorder p="lg" component="section" className={styles.section}>
      <Title order={2} size="h4" mb="md">
        {title}
      </Title>
      {children}
    </Paper>
  );
}

/** The own account: profile, password and sessions. */
export function AccountPage() {
  const { t } = useTranslation('common');
  return (
    <RequireRole role="any">
      <Stack gap="lg">
        <PageTitle>{t('account.title')}</PageTitle>
        <Grid gap="lg">
          <Grid.Col span={{ base: 12, md: 6 }}>
            <Section title={t('account.profile')}>
              <ProfileForm />
            </Section>
          </Grid.Col>
          <Grid.Col span={{ base: 12, md: 6 }}>
            <Section title={t('account.passwordTitle')}>
              <PasswordForm />
            </Section>
          </Grid.Col>
          <Grid.Col span={12}>
            <Section title={t('account.sessions')}>
              <SessionList />
            </Section>
          </Grid.Col>
        </Grid>
      </Stack>
    </RequireRole>
  );
}
