import { Alert, Button, Group, List, Stack, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../format.ts';
import { nearestAlternatives, type Seat, type SeatMapModel } from '../../seat-map/index.ts';
import { useSeatNames } from '../parts/seat-names.ts';
import { WRAPS } from '../parts/wraps.ts';
import classes from './lost-seats.module.css';
import type { Lost } from './selection.ts';

type AlternativesProps = {
  model: SeatMapModel;
  lost: readonly Seat[];
  /** Seats that are still chosen: what replaces the lost ones should be near them. */
  kept: readonly Seat[];
  onTake(seats: Seat[]): void;
  onDismiss(): void;
};

/** The nearest seats in place of lost ones, to be taken with one click. */
export function Alternatives({ model, lost, kept, onTake, onDismiss }: AlternativesProps) {
  const { t } = useTranslation('storefront');
  const seatNames = useSeatNames();
  const format = useFormat();
  const found = nearestAlternatives(model, lost, kept);
  const total = found.reduce((sum, { price }) => sum + price, 0);
  return (
    <Stack gap="xs">
      <Text size="sm">
        {found.length === 0
          ? t('lost.noAlternative')
          : t('lost.alternative', { count: found.length, seats: seatNames(found) })}
      </Text>
      <Group gap="xs">
        {found.length > 0 && (
          <Button size="sm" {...WRAPS} onClick={() => onTake(found)}>
            {t('lost.take', { count: found.length, price: format.money(total, model.currency) })}
          </Button>
        )}
        <Button size="sm" variant="default" onClick={onDismiss}>
          {t('lost.dismiss')}
        </Button>
      </Group>
    </Stack>
  );
}

type Props = Omit<AlternativesProps, 'lost'> & { lost: readonly Lost<Seat>[] };

/** Says which seats of a choice others took, and offers the nearest that are like them. */
export function LostSeats(props: Props) {
  const { t } = useTranslation('storefront');
  const seatNames = useSeatNames();
  const { lost } = props;
  // The region is there before it has something to say, so that it is heard.
  return (
    <div role="alert" className={classes.lost}>
      {lost.length > 0 && (
        <Alert
          role="group"
          color="orange"
          icon={<IconAlertTriangle aria-hidden />}
          title={t('lost.title', { count: lost.length })}
        >
          <List size="sm" mb="xs" listStyleType="none">
            {lost.map(({ seat, trouble }) => (
              <List.Item key={seat.ticketId}>{t(`lost.${trouble}`, { seat: seatNames([seat]) })}</List.Item>
            ))}
          </List>
          <Alternatives {...props} lost={lost.map(({ seat }) => seat)} />
        </Alert>
      )}
    </div>
  );
}
