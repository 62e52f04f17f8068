import { Alert, Stack, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { PanelEvent } from '../data/types.ts';
import { ChangeBar } from './change-bar.tsx';

type DraftSeatsProps = {
  event: PanelEvent;
  selected: ReadonlySet<number>;
  select(ticketIds: ReadonlySet<number>): void;
  openHistory(ticketId: number, seat: string): void;
};

/** The seats of a draft, whose map nobody sees yet: whole batches can be changed. */
export function DraftSeats({ event, selected, select, openHistory }: DraftSeatsProps) {
  const { t } = useTranslation('panel');
  return (
    <Stack component="section" gap="sm">
      <Title order={2} size="h4">
        {t('change.title')}
      </Title>
      <Alert color="gray" title={t('change.draftTitle')}>
        <Text size="sm">{t('change.draftText')}</Text>
      </Alert>
      <ChangeBar event={event} selected={selected} select={select} nameOf={String} openHistory={openHistory} />
    </Stack>
  );
}
