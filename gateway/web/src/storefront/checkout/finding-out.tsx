import { Group, Loader, Text, Title } from '@mantine/core';
import { useEffect, useState } from 'react';
import { Panel } from '../parts/panel.tsx';

// Most answers come within a second; who waits longer wants to know why.
const LONG_MS = 4000;

type Props = { title: string; later?: string; text?: string };

/** Something is under way, and its end is not known yet. `later` replaces the title when it takes long. */
export function FindingOut({ title, later = title, text }: Props) {
  const [isLong, setIsLong] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setIsLong(true), LONG_MS);
    return () => clearTimeout(timer);
  }, []);
  return (
    <Panel p="lg" role="status">
      <Group wrap="nowrap" align="flex-start">
        <Loader size="sm" mt={4} aria-hidden />
        <div>
          <Title order={2} size="h4">
            {isLong ? later : title}
          </Title>
          {text && <Text mt={4}>{text}</Text>}
        </div>
      </Group>
    </Panel>
  );
}
