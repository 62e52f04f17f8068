import { Button, Group, Modal, Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorState } from './error-state.tsx';

type ConfirmModalProps = {
  opened: boolean;
  onClose(): void;
  onConfirm(): void;
  title: ReactNode;
  /** What will happen. */
  children: ReactNode;
  /** The words of the button that does it. */
  confirm: ReactNode;
  /** The words of the button that does not. */
  cancel?: ReactNode;
  /** True for what can't be undone. */
  danger?: boolean;
  loading?: boolean;
  /** Why it did not work the last time. */
  error?: unknown;
};

/** Asks before something is done. */
export function ConfirmModal(props: ConfirmModalProps) {
  const {
    opened,
    onClose,
    onConfirm,
    title,
    children,
    confirm,
    cancel,
    danger = false,
    loading = false,
    error,
  } = props;
  const { t } = useTranslation('common');
  return (
    <Modal opened={opened} onClose={onClose} title={title} closeButtonProps={{ 'aria-label': t('action.close') }}>
      <Stack>
        {children}
        {error !== undefined && error !== null && <ErrorState error={error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose} disabled={loading} data-autofocus>
            {cancel ?? t('action.cancel')}
          </Button>
          <Button onClick={onConfirm} loading={loading} {...(danger ? { color: 'red' } : {})}>
            {confirm}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
