import { Paper, Stack, Text, ThemeIcon } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { PageTitle } from '../../ui/index.ts';
import { NewEventForm } from '../events/new-event-form.tsx';
import styles from '../panel.module.css';

const STEPS = ['event', 'seats', 'publish'] as const;

/** What a partner sees who has no event yet: the way to the first one, which begins right here. */
export function FirstEvent() {
  const { t } = useTranslation('panel');
  return (
    <Stack>
      <PageTitle>{t('first.title')}</PageTitle>
      <Text>{t('first.text')}</Text>
      <ol className={styles.steps}>
        {STEPS.map((step, i) => (
          <li key={step} className={styles.step} aria-current={i === 0 ? 'step' : undefined}>
            <ThemeIcon radius="xl" size="md" variant={i === 0 ? 'filled' : 'light'} aria-hidden="true">
              {i + 1}
            </ThemeIcon>
            <Text fw={i === 0 ? 600 : 400}>{t(`first.${step}`)}</Text>
          </li>
        ))}
      </ol>
      <Paper withBorder p="md">
        <NewEventForm />
      </Paper>
    </Stack>
  );
}
