import { Paper } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { TicketsChange } from '../data/commands.ts';
import type { PanelEvent } from '../data/types.ts';
import styles from '../panel.module.css';
import { ChangeActions } from './change-actions.tsx';
import { ChangeOutcome, ChangeRunning } from './change-outcome.tsx';
import { sortChosen } from './selection.ts';
import { useTicketChange } from './use-ticket-change.ts';

type ChangeBarProps = {
  event: PanelEvent;
  selected: ReadonlySet<number>;
  select(ticketIds: ReadonlySet<number>): void;
  statusOf(ticketId: number): 'available' | 'held' | 'sold' | 'withdrawn';
  nameOf(ticketId: number): string;
  openHistory(ticketId: number, seat: string): void;
};

/** Changes the chosen seats, and tells how far that is and what came of it. */
export function ChangeBar({ event, selected, select, statusOf, nameOf, openHistory }: ChangeBarProps) {
  const { t } = useTranslation('panel');
  const { run, start, close } = useTicketChange(event.id);
  const chosen = sortChosen(selected, statusOf);
  const [only] = chosen.all;

  async function apply(ticketIds: number[], change: TicketsChange): Promise<void> {
    const { refused, left } = await start(ticketIds, change);
    // What could not be changed stays chosen, so that it is seen on the map.
    select(new Set([...refused.flatMap((refusal) => refusal.ticketIds), ...left]));
  }

  if (run.state === 'idle' && selected.size === 0) return null;
  return (
    <Paper
      withBorder
      shadow="md"
      p="sm"
      className={styles.changeBar}
      component="section"
      aria-label={t('change.title')}
    >
      {run.state === 'running' && <ChangeRunning progress={run.progress} />}
      {run.state === 'done' && (
        <ChangeOutcome
          result={run.result}
          nameOf={nameOf}
          retry={(ticketIds) => void apply(ticketIds, run.change)}
          close={close}
        />
      )}
      {run.state === 'idle' && (
        <ChangeActions
          chosen={chosen}
          currency={event.currency}
          apply={(ticketIds, change) => void apply(ticketIds, change)}
          clear={() => select(new Set())}
          openHistory={
            chosen.all.length === 1 && only !== undefined ? () => openHistory(only, nameOf(only)) : undefined
          }
        />
      )}
    </Paper>
  );
}
