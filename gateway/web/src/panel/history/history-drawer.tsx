import { Drawer, Text, Timeline } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorState, Loading, When } from '../../ui/index.ts';
import { useReason } from '../components/reason.ts';
import { eventIdOf } from '../data/event-id.ts';
import { useTicketHistory } from '../data/queries.ts';
import type { TicketChange } from '../data/types.ts';

/** A ticket whose history is asked for; lists that know its seat tell it. */
type Asked = { ticketId: number; seat?: string | undefined };

function Step({ change }: { change: TicketChange }) {
  const { t } = useTranslation('panel');
  const reason = useReason();
  return (
    <>
      <Text size="sm">
        {change.from === null
          ? t(`ticketStatus.${change.to}`)
          : t('history.step', { from: t(`ticketStatus.${change.from}`), to: t(`ticketStatus.${change.to}`) })}
      </Text>
      <Text size="sm" c="dimmed">
        <When iso={change.at} />
        {change.purchase_id !== null && ` · ${t('history.purchase', { id: change.purchase_id })}`}
        {change.reason !== null && ` · ${reason(change.reason)}`}
      </Text>
    </>
  );
}

function History({ ticketId }: { ticketId: number }) {
  const { t } = useTranslation('panel');
  const query = useTicketHistory(eventIdOf(ticketId), ticketId);
  const changes = query.data?.data;
  if (query.isError && !changes) return <ErrorState error={query.error} retry={() => void query.refetch()} />;
  if (!changes) return <Loading />;
  return (
    <>
      <Text c="dimmed" size="sm" mb="md">
        {t('history.text')}
      </Text>
      <Timeline active={changes.length - 1} bulletSize={14} lineWidth={2}>
        {changes.map((change) => (
          <Timeline.Item key={`${change.at} ${change.to} ${change.purchase_id ?? ''}`}>
            <Step change={change} />
          </Timeline.Item>
        ))}
      </Timeline>
    </>
  );
}

/** A drawer with a ticket's history, and the way to open it. */
export function useHistoryDrawer() {
  const { t } = useTranslation('panel');
  const [asked, setAsked] = useState<Asked>();
  const [opened, setOpened] = useState(false);
  const title = asked?.seat ? t('history.title', { seat: asked.seat }) : t('history.titleId', { id: asked?.ticketId });
  const drawer = (
    <Drawer
      opened={opened}
      onClose={() => setOpened(false)}
      position="right"
      title={title}
      closeButtonProps={{ 'aria-label': t('history.close') }}
    >
      {asked && <History ticketId={asked.ticketId} />}
    </Drawer>
  );
  const open = (ticketId: number, seat?: string) => {
    setAsked({ ticketId, seat });
    setOpened(true);
  };
  return { open, drawer };
}
