import { Button, Center, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';

type Paged = { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage(): unknown };

/** The way to the rows that are not loaded yet. */
export function LoadMore({ query, label, quiet }: { query: Paged; label?: string; quiet?: boolean }) {
  const { t } = useTranslation('panel');
  if (!query.hasNextPage) {
    return quiet ? null : (
      <Text ta="center" c="dimmed" size="sm" mt="md">
        {t('table.end')}
      </Text>
    );
  }
  return (
    <Center mt="md">
      <Button variant="default" loading={query.isFetchingNextPage} onClick={() => query.fetchNextPage()}>
        {label ?? t('table.more')}
      </Button>
    </Center>
  );
}
