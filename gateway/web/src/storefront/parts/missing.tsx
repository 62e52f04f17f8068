import { Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { PageTitle } from '../../ui/index.ts';

type Props = { title: string; text: string; action: ReactNode };

/** The page of something that is not there. */
export function Missing({ title, text, action }: Props) {
  return (
    <Stack align="center" ta="center" py="xl">
      <PageTitle>{title}</PageTitle>
      <Text c="dimmed" maw="32rem">
        {text}
      </Text>
      {action}
    </Stack>
  );
}
