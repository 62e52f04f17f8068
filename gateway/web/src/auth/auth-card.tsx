import { Paper, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { PageTitle } from '../ui/index.ts';
import styles from './auth.module.css';

/** What frames the pages of accounts. */
export function AuthCard({ title, text, children }: { title: string; text: string; children: ReactNode }) {
  return (
    <Paper withBorder className={styles.card}>
      <Stack gap="lg">
        <div>
          <PageTitle>{title}</PageTitle>
          <Text c="dimmed" mt={4}>
            {text}
          </Text>
        </div>
        {children}
      </Stack>
    </Paper>
  );
}
