import { Button, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { PageTitle } from '../ui/index.ts';

/** No page has this address. */
export function NotFoundPage() {
  const { t } = useTranslation('common');
  return (
    <Stack align="center" gap="sm" py="xl" ta="center">
      <PageTitle>{t('state.notFoundTitle')}</PageTitle>
      <Text c="dimmed">{t('state.notFoundText')}</Text>
      <Button component={Link} to="/" mt="sm">
        {t('state.toEvents')}
      </Button>
    </Stack>
  );
}
