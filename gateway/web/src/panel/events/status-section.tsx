import { Button, Group, Stack, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { ErrorState } from '../../ui/index.ts';
import type { TaggedEvent } from '../data/tagged-event.ts';
import { useChangeEvent } from './use-change-event.ts';

/** Who sees an event: nobody else while it is a draft. */
export function StatusSection({ current: { event, etag } }: { current: TaggedEvent }) {
  const { t } = useTranslation('panel');
  const change = useChangeEvent(event.id);
  const isDraft = event.status === 'draft';
  return (
    <Stack component="section" gap="xs">
      <Title order={2} size="h4">
        {t('status.title')}
      </Title>
      <Text size="sm">{t(isDraft ? 'status.draftText' : 'status.publishedText')}</Text>
      <Group>
        <Button
          variant={isDraft ? 'filled' : 'default'}
          loading={change.isPending}
          onClick={() => change.mutate({ body: { status: isDraft ? 'published' : 'draft' }, etag })}
        >
          {t(isDraft ? 'status.publish' : 'status.toDraft')}
        </Button>
      </Group>
      {change.isError && <ErrorState error={change.error} />}
      {change.isSuccess && (
        <Text size="sm" c="dimmed" role="status">
          {t(isDraft ? 'status.drafted' : 'status.published')}
        </Text>
      )}
    </Stack>
  );
}
