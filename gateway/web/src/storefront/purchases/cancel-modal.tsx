import { Alert, Button, Checkbox, Group, List, Modal, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemError } from '../../api/problem.ts';
import { useFormat } from '../../format.ts';
import { faultsOf } from '../data/faults.ts';
import type { Purchase, PurchaseItem } from '../data/types.ts';
import { useExplain } from '../data/use-explain.ts';
import { cancellableItems, previewRefund, type RefundPreview } from './refund.ts';
import type { useCancel } from './use-cancel.ts';

type Props = { opened: boolean; onClose(): void; purchase: Purchase; cancelling: ReturnType<typeof useCancel> };

function Refusal({ error, items }: { error: Error; items: readonly PurchaseItem[] }) {
  const explain = useExplain();
  const ids = error instanceof ProblemError ? faultsOf(error.body).map(({ ticketId }) => ticketId) : [];
  const named = items.filter(({ ticket_id: id }) => ids.includes(id));
  return (
    <Alert color="red" title={explain(error)}>
      <List size="sm">
        {named.map(({ ticket_id: id, event_name: event, seat }) => (
          <List.Item key={id}>
            {event}, {seat}
          </List.Item>
        ))}
      </List>
    </Alert>
  );
}

/** What goes back, before anything is done. */
function Preview({ preview, isPaid }: { preview: RefundPreview; isPaid: boolean }) {
  const { t, i18n } = useTranslation('storefront');
  const format = useFormat();
  const { tickets, whole, amounts } = preview;
  const sums = amounts.map(({ amount, currency }) => format.money(amount, currency));
  const money = () => {
    if (!isPaid) return t('cancel.nothingPaid');
    if (sums.length === 0) return t('cancel.free');
    return t('cancel.refund', { amount: new Intl.ListFormat(i18n.language).format(sums) });
  };
  return (
    <Alert role="status" color={tickets > 0 ? 'blue' : 'gray'}>
      {tickets === 0 && t('cancel.choose')}
      {tickets > 0 && (
        <>
          <Text fw={600}>{money()}</Text>
          <Text size="sm">{t(whole ? 'cancel.whole' : 'cancel.part', { count: tickets })}</Text>
        </>
      )}
    </Alert>
  );
}

function Choice({
  items,
  chosen,
  onChange,
}: {
  items: PurchaseItem[];
  chosen: string[];
  onChange(ids: string[]): void;
}) {
  const { t } = useTranslation('storefront');
  const format = useFormat();
  const all = items.map(({ ticket_id: id }) => String(id));
  return (
    <Stack gap="sm">
      {items.length > 1 && (
        <Checkbox
          label={t('cancel.all')}
          checked={chosen.length === all.length}
          indeterminate={chosen.length > 0 && chosen.length < all.length}
          onChange={({ currentTarget }) => onChange(currentTarget.checked ? all : [])}
        />
      )}
      <Checkbox.Group aria-label={t('cancel.tickets')} value={chosen} onChange={onChange}>
        <Stack gap="xs" pl={items.length > 1 ? 'md' : 0}>
          {items.map(({ ticket_id: id, event_name: event, seat, price, currency }) => (
            <Checkbox
              key={id}
              value={String(id)}
              label={t('cancel.ticket', {
                seat,
                event,
                price: price === 0 ? t('free') : format.money(price, currency),
              })}
            />
          ))}
        </Stack>
      </Checkbox.Group>
    </Stack>
  );
}

function Form({ onClose, purchase, cancelling }: Omit<Props, 'opened'>) {
  const { t } = useTranslation('storefront');
  const items = cancellableItems(purchase);
  const [chosen, setChosen] = useState(() => (items.length === 1 ? items.map(({ ticket_id: id }) => String(id)) : []));
  const ids = chosen.map(Number);
  const preview = previewRefund(purchase, new Set(ids));
  return (
    <Stack>
      <Choice items={items} chosen={chosen} onChange={setChosen} />
      <Preview preview={preview} isPaid={purchase.status === 'paid'} />
      {cancelling.error && <Refusal error={cancelling.error} items={items} />}
      <Group justify="flex-end">
        <Button variant="default" onClick={onClose} disabled={cancelling.isPending}>
          {t('cancel.keep')}
        </Button>
        <Button
          color="red"
          loading={cancelling.isPending}
          disabled={preview.tickets === 0}
          onClick={() => cancelling.mutate(ids)}
        >
          {t('cancel.confirm', { count: preview.tickets })}
        </Button>
      </Group>
    </Stack>
  );
}

/** Chooses the tickets to cancel, and shows what is refunded before anything is done. */
export function CancelModal({ opened, ...props }: Props) {
  const { t } = useTranslation('storefront');
  const { t: common } = useTranslation('common');
  const { onClose, purchase } = props;
  // A dialog has its name by the library's own title only.
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t(purchase.status === 'paid' ? 'cancel.title' : 'cancel.titleHold')}
      closeButtonProps={{ 'aria-label': common('action.close') }}
    >
      <Form {...props} />
    </Modal>
  );
}
