import { Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { PageTitle } from '../../ui/index.ts';
import { NewEventForm } from './new-event-form.tsx';

/** Where an event begins. */
export default function NewEventPage() {
  const { t } = useTranslation('panel');
  return (
    <Stack>
      <PageTitle>{t('event.newTitle')}</PageTitle>
      <NewEventForm />
    </Stack>
  );
}
