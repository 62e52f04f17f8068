import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { explainFields } from '../../i18n/index.ts';
import { type EventValues, eventProblems } from './event-values.ts';

/** What is wrong with each field, in words. */
export type EventErrors = Partial<Record<keyof EventValues, string>>;

const FIELDS: Record<string, keyof EventValues> = {
  name: 'name',
  description: 'description',
  location: 'location',
  date: 'date',
  currency: 'currency',
  sales_start: 'salesStart',
  sales_end: 'salesEnd',
};

/**
 * The state of an event's form. Errors show once it was sent, and then as long as they stand. `dateBefore` is the date of
 * the event before the change.
 */
export function useEventForm(initial: EventValues, dateBefore?: string) {
  const { t } = useTranslation('panel');
  const [values, setValues] = useState(initial);
  const [checked, setChecked] = useState(false);
  const [refused, setRefused] = useState<EventErrors>({});

  const problems = eventProblems(values, new Date(), dateBefore);
  const errors: EventErrors = checked ? { ...refused } : {};
  if (checked) {
    for (const { field, code, values: named } of problems) errors[field] ??= t(`event.${code}`, named ?? {});
  }

  return {
    values,
    errors,
    setValues,
    change(changes: Partial<EventValues>) {
      setValues((before) => ({ ...before, ...changes }));
      setRefused({});
    },
    /** True when nothing stands against sending it. */
    check() {
      setChecked(true);
      return problems.length === 0;
    },
    /** Shows which fields the platform did not take. */
    refuse(error: unknown) {
      const named = Object.entries(explainFields(t, error)).flatMap(([field, text]) => {
        const known = FIELDS[field];
        return known ? [[known, text] as const] : [];
      });
      setRefused(Object.fromEntries(named));
    },
  };
}

/** What `useEventForm` answers. */
export type EventForm = ReturnType<typeof useEventForm>;
