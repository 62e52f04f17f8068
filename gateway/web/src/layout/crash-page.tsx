import { Button, Container, Text, Title } from '@mantine/core';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useRouteError } from 'react-router';

/** A page broke: says so, and offers to load it again. */
export function CrashPage() {
  const { t } = useTranslation('common');
  const error = useRouteError();
  useEffect(() => reportError(error), [error]);
  return (
    <Container size="xs" py="4rem" component="main">
      <Title order={1} size="h2">
        {t('state.crashTitle')}
      </Title>
      <Text my="md">{t('state.crashText')}</Text>
      <Button onClick={() => window.location.reload()}>{t('state.reload')}</Button>
    </Container>
  );
}
