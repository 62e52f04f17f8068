import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useDeferredValue, useMemo, useState } from 'react';
import { createTickets } from '../data/commands.ts';
import { useIntent } from '../data/intent.ts';
import { refreshEvent } from '../data/refresh.ts';
import type { PanelEvent } from '../data/types.ts';
import { type BatchValues, FIRST_VALUES, newTicketsOf, planOf, priceOf, termProblems } from './batch-values.ts';
import { seatProblems } from './seat-plan.ts';

/** The state of the form of a new batch. Problems with empty fields show once it was sent. */
export function useBatchForm(event: PanelEvent, onCreated: () => void) {
  const client = useQueryClient();
  const intent = useIntent();
  const [values, setValues] = useState<BatchValues>(FIRST_VALUES);
  const [sent, setSent] = useState(false);

  // A pasted list may be long: what is typed does not wait for it to be read.
  const settled = useDeferredValue(values);
  const plan = useMemo(() => planOf(settled), [settled]);
  const problems = useMemo(() => seatProblems(plan), [plan]);
  const terms = termProblems(values, event.currency);
  const price = priceOf(values.price, event.currency);

  const create = useMutation({
    mutationFn: () => {
      const body = newTicketsOf(planOf(values), price ?? 0, values.section);
      return createTickets(event.id, body, intent.keyFor(body));
    },
    onSuccess: () => {
      intent.done();
      setSent(false);
      refreshEvent(client, event.id);
      onCreated();
    },
  });

  function change(changes: Partial<BatchValues>): void {
    setValues((before) => ({ ...before, ...changes }));
    if (!create.isPending) create.reset();
  }

  function submit(): void {
    setSent(true);
    const wrong = seatProblems(planOf(values)).length > 0 || terms.price !== undefined || terms.section !== undefined;
    if (!wrong && !create.isPending) create.mutate();
  }

  const shown = sent ? problems : problems.filter(({ code }) => code !== 'listEmpty');
  return {
    values,
    change,
    plan,
    price,
    problems: shown,
    terms: sent ? terms : { ...terms, price: undefined },
    create,
    submit,
  };
}
