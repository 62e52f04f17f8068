import { Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import styles from './ui.module.css';

/** Nothing is here yet; `action` says what to do about it. */
export function EmptyState({ title, text, action }: { title: ReactNode; text?: ReactNode; action?: ReactNode }) {
  return (
    <Stack align="center" gap="xs" className={styles.empty}>
      <Text fw={600} size="lg">
        {title}
      </Text>
      {text !== undefined && (
        <Text c="dimmed" maw="32rem">
          {text}
        </Text>
      )}
      {action}
    </Stack>
  );
}
