import { Button, Checkbox, Group, List, Modal, Stack, Text, Textarea, Title } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorState, Loading } from '../../ui/index.ts';
import { useMoneyText } from '../components/money-list.tsx';
import { cancelEvent } from '../data/commands.ts';
import { useIntent } from '../data/intent.ts';
import { keys } from '../data/keys.ts';
import { useEventSummary } from '../data/queries.ts';
import type { EventSalesSummary, PanelEvent } from '../data/types.ts';

const MAX_REASON = 500;

function Consequences({ summary }: { summary: EventSalesSummary }) {
  const { t } = useTranslation('panel');
  const write = useMoneyText();
  const { tickets_sold: sold, held, purchases, currency_totals: totals } = summary;
  const paid = totals.filter(({ amount }) => amount > 0);
  return (
    <List size="sm">
      <List.Item>{t('cancel.stops')}</List.Item>
      <List.Item>{sold > 0 ? t('cancel.sold', { count: sold }) : t('cancel.soldNone')}</List.Item>
      {paid.length > 0 && <List.Item>{t('cancel.refund', { amount: write(paid), count: purchases })}</List.Item>}
      {held > 0 && <List.Item>{t('cancel.held', { count: held })}</List.Item>}
    </List>
  );
}

function CancelForm({ event, onDone }: { event: PanelEvent; onDone(): void }) {
  const { t } = useTranslation('panel');
  const client = useQueryClient();
  const intent = useIntent();
  const summary = useEventSummary(event.id);
  const [reason, setReason] = useState('');
  const [sure, setSure] = useState(false);
  const words = reason.trim();

  const cancel = useMutation({
    mutationFn: () => cancelEvent(event.id, words, intent.keyFor(words)),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.all }),
  });

  if (summary.isError && !summary.data) {
    return <ErrorState error={summary.error} retry={() => void summary.refetch()} />;
  }
  if (!summary.data) return <Loading />;
  return (
    <form
      onSubmit={(submitted) => {
        submitted.preventDefault();
        cancel.mutate();
      }}
    >
      <Stack>
        <Text fw={600}>{t('cancel.consequences')}</Text>
        <Consequences summary={summary.data} />
        <Textarea
          label={t('cancel.reason')}
          description={t('cancel.reasonHint')}
          value={reason}
          onChange={({ currentTarget: { value } }) => setReason(value)}
          maxLength={MAX_REASON}
          required
          autosize
          minRows={2}
          data-autofocus
        />
        <Checkbox
          label={t('cancel.sure')}
          checked={sure}
          onChange={({ currentTarget: { checked } }) => setSure(checked)}
        />
        {cancel.isError && <ErrorState error={cancel.error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onDone}>
            {t('cancel.keep')}
          </Button>
          <Button type="submit" color="red" loading={cancel.isPending} disabled={!sure || words === ''}>
            {t('cancel.confirm')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

/** The end of an event, for good: what it means is said before. */
export function CancelEvent({ event }: { event: PanelEvent }) {
  const { t } = useTranslation('panel');
  const [opened, setOpened] = useState(false);
  return (
    <Stack component="section" gap="xs">
      <Title order={2} size="h4">
        {t('cancel.title')}
      </Title>
      <Text size="sm">{t('cancel.text')}</Text>
      <Group>
        <Button color="red" variant="light" onClick={() => setOpened(true)}>
          {t('cancel.open')}
        </Button>
      </Group>
      <Modal
        opened={opened}
        onClose={() => setOpened(false)}
        title={t('cancel.title')}
        size="lg"
        closeButtonProps={{ 'aria-label': t('cancel.keep') }}
      >
        <CancelForm event={event} onDone={() => setOpened(false)} />
      </Modal>
    </Stack>
  );
}
