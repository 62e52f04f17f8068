import { Group, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import classes from './connection.module.css';

/** Whether what is shown is how it is now. */
export function Connection({ state }: { state: 'connecting' | 'live' | 'lost' }) {
  const { t } = useTranslation('storefront');
  return (
    <Group gap={6} wrap="nowrap" role="status">
      <span className={classes.dot} data-state={state} aria-hidden />
      <Text size="sm" c="dimmed">
        {t(`connection.${state}`)}
      </Text>
    </Group>
  );
}
