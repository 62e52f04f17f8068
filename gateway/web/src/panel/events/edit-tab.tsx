import { Button, Group, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemError } from '../../api/problem.ts';
import { ErrorState } from '../../ui/index.ts';
import { readEvent } from '../data/queries.ts';
import type { TaggedEvent } from '../data/tagged-event.ts';
import styles from '../panel.module.css';
import { CancelEvent } from './cancel-event.tsx';
import { Conflict } from './conflict.tsx';
import { useEventContext } from './event-context.ts';
import { EventFields } from './event-fields.tsx';
import { changedFields, eventChange, valuesOf } from './event-values.ts';
import { merged, rebase } from './rebase.ts';
import { StatusSection } from './status-section.tsx';
import { useChangeEvent } from './use-change-event.ts';
import { useEventForm } from './use-event-form.ts';

const isConflict = (error: unknown) => error instanceof ProblemError && error.status === 412;

function useEdit(current: TaggedEvent) {
  const [base, setBase] = useState(current);
  const [newest, setNewest] = useState<TaggedEvent>();
  const before = valuesOf(base.event);
  const form = useEventForm(before, before.date);
  const change = useChangeEvent(base.event.id);
  const changed = changedFields(before, form.values);

  function startFrom(next: TaggedEvent): void {
    setBase(next);
    setNewest(undefined);
    form.setValues(valuesOf(next.event));
  }

  if (current.etag !== base.etag && !newest) {
    const step = rebase(before, valuesOf(current.event), form.values);
    if (step === 'adopt') setBase(current);
    if (step === 'follow') startFrom(current);
  }

  function compare(from: TaggedEvent, next: TaggedEvent): void {
    setNewest(next);
    form.setValues((typed) => merged(valuesOf(from.event), valuesOf(next.event), typed));
  }

  function save(from: TaggedEvent): void {
    if (!form.check()) return;
    setBase(from);
    setNewest(undefined);
    change.mutate(
      { body: eventChange(valuesOf(from.event), form.values), etag: from.etag },
      {
        onSuccess: startFrom,
        onError: async (error) => {
          form.refuse(error);
          // Without the newest version the refusal itself is shown.
          if (isConflict(error))
            await readEvent(from.event.id).then(
              (next) => compare(from, next),
              () => undefined,
            );
        },
      },
    );
  }

  function giveUp(next: TaggedEvent): void {
    change.reset();
    startFrom(next);
  }

  return { base, newest, form, change, changed, giveUp, save };
}

function EditForm({ current }: { current: TaggedEvent }) {
  const { t } = useTranslation('panel');
  const { base, newest, form, change, changed, giveUp, save } = useEdit(current);
  const nothing = changed.length === 0;
  return (
    <form
      noValidate
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        if (!nothing) save(base);
      }}
    >
      <EventFields form={form} currencyFixed={current.event.availability.total > 0} />
      {newest && (
        <Conflict
          mine={form.values}
          newest={valuesOf(newest.event)}
          saving={change.isPending}
          takeNewest={() => giveUp(newest)}
          keepMine={() => save(newest)}
        />
      )}
      {change.isError && !newest && <ErrorState error={change.error} />}
      <Group>
        <Button type="submit" loading={change.isPending} disabled={nothing || newest !== undefined}>
          {t('event.save')}
        </Button>
        {!nothing && !newest && (
          <Button variant="subtle" onClick={() => giveUp(current)}>
            {t('event.discard')}
          </Button>
        )}
        <Text size="sm" role="status" c="dimmed">
          {change.isSuccess && nothing && t('event.saved')}
        </Text>
      </Group>
    </form>
  );
}

/** The fields of an event, who sees it, and its end. */
export default function EditTab() {
  const current = useEventContext();
  if (current.event.status === 'cancelled') return <CancelledText />;
  return (
    <Stack gap="xl">
      <EditForm current={current} />
      <StatusSection current={current} />
      <CancelEvent event={current.event} />
    </Stack>
  );
}

function CancelledText() {
  const { t } = useTranslation('panel');
  return <Text c="dimmed">{t('cancel.fixed')}</Text>;
}
