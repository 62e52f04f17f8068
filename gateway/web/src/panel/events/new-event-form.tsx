import { Alert, Button, Checkbox, Group } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { ErrorState } from '../../ui/index.ts';
import { createEvent } from '../data/commands.ts';
import { useIntent } from '../data/intent.ts';
import { keys } from '../data/keys.ts';
import styles from '../panel.module.css';
import { EventFields } from './event-fields.tsx';
import { emptyValues, newEventBody } from './event-values.ts';
import { useEventForm } from './use-event-form.ts';

const CURRENCY = 'BRL';

/** Creates an event, and goes on to its seats. */
export function NewEventForm() {
  const { t } = useTranslation('panel');
  const navigate = useNavigate();
  const client = useQueryClient();
  const intent = useIntent();
  const form = useEventForm(emptyValues(CURRENCY));
  const [publish, setPublish] = useState(false);

  const create = useMutation({
    mutationFn: () => {
      const body = newEventBody(form.values, publish ? 'published' : 'draft');
      return createEvent(body, intent.keyFor(body));
    },
    onSuccess: async ({ id }) => {
      intent.done();
      void client.invalidateQueries({ queryKey: keys.events });
      await navigate(`/panel/events/${id}/tickets`);
    },
    onError: form.refuse,
  });

  return (
    <form
      noValidate
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        if (form.check()) create.mutate();
      }}
    >
      <EventFields form={form} />
      <Checkbox
        label={t('event.publishAtOnce')}
        description={t('event.publishAtOnceHint')}
        checked={publish}
        onChange={({ currentTarget: { checked } }) => setPublish(checked)}
      />
      {Object.keys(form.errors).length > 0 && (
        <Alert color="red" role="alert">
          {t('event.problems')}
        </Alert>
      )}
      {create.isError && <ErrorState error={create.error} />}
      <Group>
        <Button type="submit" loading={create.isPending}>
          {t('event.create')}
        </Button>
      </Group>
    </form>
  );
}
