import { Button, Group, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TicketsChange } from '../data/commands.ts';
import { type NumberText, priceOf } from './batch-values.ts';
import { PriceInput } from './price-input.tsx';
import type { Chosen } from './selection.ts';

type Action = 'withdraw' | 'putBack' | 'reprice';

type ActionsProps = {
  chosen: Chosen;
  currency: string;
  apply(ticketIds: number[], change: TicketsChange): void;
  clear(): void;
  /** Of the only seat that is chosen. */
  openHistory?: (() => void) | undefined;
};

const ASK = { withdraw: 'change.askWithdraw', putBack: 'change.askPutBack', reprice: 'change.askReprice' } as const;

/** What an action will do: asked before it is done. */
function Confirm({
  action,
  count,
  currency,
  confirm,
  back,
}: {
  action: Action;
  count: number;
  currency: string;
  confirm(price: number): void;
  back(): void;
}) {
  const { t } = useTranslation('panel');
  const [text, setText] = useState<NumberText>('');
  const price = priceOf(text, currency);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (action !== 'reprice' || price !== undefined) confirm(price ?? 0);
      }}
    >
      <Stack gap="xs">
        <Text size="sm" fw={600}>
          {t(ASK[action], { count })}
        </Text>
        {action === 'reprice' && (
          <PriceInput label={t('change.newPrice')} currency={currency} value={text} onChange={setText} />
        )}
        <Group>
          <Button type="submit" size="xs" disabled={action === 'reprice' && price === undefined}>
            {t('change.apply')}
          </Button>
          <Button size="xs" variant="default" onClick={back}>
            {t('change.back')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

/** What can be done with the chosen seats. */
export function ChangeActions({ chosen, currency, apply, clear, openHistory }: ActionsProps) {
  const { t } = useTranslation('panel');
  const [action, setAction] = useState<Action>();
  const ids = { withdraw: chosen.available, putBack: chosen.withdrawn, reprice: chosen.all };

  if (action) {
    const confirm = (price: number) => {
      const change = {
        withdraw: { status: 'withdrawn' },
        putBack: { status: 'available' },
        reprice: { price },
      } as const;
      setAction(undefined);
      apply(ids[action], change[action]);
    };
    return (
      <Confirm
        action={action}
        count={ids[action].length}
        currency={currency}
        confirm={confirm}
        back={() => setAction(undefined)}
      />
    );
  }
  return (
    <Group justify="space-between">
      <Text size="sm" fw={600} role="status">
        {t('change.selected', { count: chosen.all.length })}
      </Text>
      <Group gap="xs">
        {(['withdraw', 'putBack', 'reprice'] as const).map((one) => (
          <Button key={one} size="xs" variant="default" disabled={ids[one].length === 0} onClick={() => setAction(one)}>
            {t(`change.${one}`)}
          </Button>
        ))}
        {openHistory && (
          <Button size="xs" variant="subtle" onClick={openHistory}>
            {t('change.history')}
          </Button>
        )}
        <Button size="xs" variant="subtle" onClick={clear}>
          {t('change.clear')}
        </Button>
      </Group>
    </Group>
  );
}
