import { Select, Textarea, TextInput, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import styles from '../panel.module.css';
import type { EventForm } from './use-event-form.ts';

const CURRENCIES = Intl.supportedValuesOf('currency');

type Named = 'name' | 'location' | 'date' | 'salesStart' | 'salesEnd';

/** The fields of an event. The currency can't be chosen any more once there are tickets. */
export function EventFields({ form, currencyFixed = false }: { form: EventForm; currencyFixed?: boolean }) {
  const { t } = useTranslation('panel');
  const { values, errors, change } = form;
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const field = (name: Named) => ({
    name,
    label: t(`event.${name}`),
    value: values[name],
    error: errors[name],
    onChange: ({ currentTarget: { value } }: { currentTarget: { value: string } }) => change({ [name]: value }),
  });
  return (
    <>
      <TextInput {...field('name')} required maxLength={200} autoComplete="off" />
      <div className={styles.fields}>
        <TextInput {...field('date')} type="datetime-local" required description={t('event.zoneHint', { zone })} />
        <TextInput
          {...field('location')}
          required
          maxLength={300}
          autoComplete="off"
          description={t('event.locationHint')}
        />
      </div>
      <Textarea
        name="description"
        label={t('event.description')}
        description={t('event.descriptionHint')}
        value={values.description}
        error={errors.description}
        onChange={({ currentTarget: { value } }) => change({ description: value })}
        autosize
        minRows={3}
        maxRows={12}
      />
      <Title order={2} size="h5">
        {t('event.window')}
      </Title>
      <div className={styles.fields}>
        <TextInput {...field('salesStart')} type="datetime-local" description={t('event.salesStartHint')} />
        <TextInput {...field('salesEnd')} type="datetime-local" description={t('event.salesEndHint')} />
        <Select
          label={t('event.currency')}
          description={t('event.currencyHint')}
          data={CURRENCIES}
          value={values.currency}
          error={errors.currency}
          disabled={currencyFixed}
          onChange={(currency) => change({ currency: currency ?? values.currency })}
          searchable
          allowDeselect={false}
        />
      </div>
    </>
  );
}
