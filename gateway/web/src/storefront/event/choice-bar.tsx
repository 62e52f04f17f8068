import { Button, Text } from '@mantine/core';
import type { RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../format.ts';
import type { Seat } from '../../seat-map/index.ts';
import { useSeen } from '../parts/use-seen.ts';
import classes from './choice-bar.module.css';

type Props = { seats: readonly Seat[]; currency: string; summary: RefObject<HTMLElement | null> };

/** On a phone: what is chosen, while the map is looked at, and the way down to it. */
export function ChoiceBar({ seats, currency, summary }: Props) {
  const { t } = useTranslation('storefront');
  const format = useFormat();
  const isSeen = useSeen(summary);
  if (seats.length === 0 || isSeen) return null;
  const total = seats.reduce((sum, { price }) => sum + price, 0);
  return (
    <div className={classes.bar}>
      <Text fw={600}>
        {t('checkout.tickets', { count: seats.length })} · {format.money(total, currency)}
      </Text>
      <Button flex="none" onClick={() => summary.current?.scrollIntoView({ block: 'center' })}>
        {t('choice.title')}
      </Button>
    </div>
  );
}
