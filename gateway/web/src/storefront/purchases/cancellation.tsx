import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconTicketOff } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Purchase } from '../data/types.ts';
import { CancelModal } from './cancel-modal.tsx';
import { Notice } from './notice.tsx';
import { cancellableItems } from './refund.ts';
import { useCancel } from './use-cancel.ts';

/** Cancelling a purchase, whole or in part, where that is still possible. */
export function Cancellation({ purchase, isPaying }: { purchase: Purchase; isPaying: boolean }) {
  const { t } = useTranslation('storefront');
  const [opened, { open, close }] = useDisclosure(false);
  const cancelling = useCancel(purchase.id, close);
  const isPaid = purchase.status === 'paid';
  const canCancel = cancellableItems(purchase).length > 0 && !isPaying;
  const done = cancelling.isSuccess && !opened && purchase.status !== 'cancelling';
  const openAnew = () => {
    cancelling.reset();
    open();
  };
  return (
    <>
      {done && (
        <Notice color="teal" title={t('cancel.done', { count: cancelling.variables?.length ?? 0 })}>
          {isPaid || purchase.status === 'cancelled' ? t('cancel.doneText') : ''}
        </Notice>
      )}
      {canCancel && (
        <Button
          variant="subtle"
          color="red"
          style={{ alignSelf: 'flex-start' }}
          leftSection={<IconTicketOff size={18} aria-hidden />}
          onClick={openAnew}
        >
          {t(isPaid ? 'cancel.open' : 'cancel.openHold')}
        </Button>
      )}
      <CancelModal opened={opened && canCancel} onClose={close} purchase={purchase} cancelling={cancelling} />
    </>
  );
}
