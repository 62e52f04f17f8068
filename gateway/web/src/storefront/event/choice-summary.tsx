import { Alert, Button, CloseButton, Group, Stack, Text, Title } from '@mantine/core';
import { IconBasketPlus } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Seat } from '../../seat-map/index.ts';
import { Money } from '../../ui/index.ts';
import { type BasketItem, MAX_TICKETS, refusalOf, withItems } from '../basket/rules.ts';
import { changeBasket, useBasket } from '../basket/store.ts';
import type { ShopEvent } from '../data/types.ts';
import { KeepsFocus } from '../parts/keeps-focus.tsx';
import { LinkButton } from '../parts/link-button.tsx';
import { Panel } from '../parts/panel.tsx';
import { WRAPS } from '../parts/wraps.ts';
import classes from './choice-summary.module.css';
import type { Choice } from './use-choice.ts';

type Props = { event: ShopEvent; choice: Choice; isOpen: boolean };

function itemOf(event: ShopEvent, { ticketId, seat, section, price }: Seat): BasketItem {
  return { ticketId, eventId: event.id, eventName: event.name, seat, section, price, currency: event.currency };
}

function Chosen({ event, choice }: Omit<Props, 'isOpen'>) {
  const { t } = useTranslation('storefront');
  return (
    <ul className={classes.list} aria-label={t('choice.title')}>
      {choice.seats.map((seat) => (
        <li key={seat.ticketId} className={classes.row}>
          <div className={classes.words}>
            <Text fw={600}>{seat.seat}</Text>
            <Text size="sm" c="dimmed">
              {seat.section}
            </Text>
          </div>
          <Money amount={seat.price} currency={event.currency} />
          <CloseButton aria-label={t('choice.remove', { seat: seat.seat })} onClick={() => choice.toggle(seat)} />
        </li>
      ))}
    </ul>
  );
}

/** How many tickets one purchase takes, and what is in it already. */
function Limits({ choice, eventId }: { choice: Choice; eventId: number }) {
  const { t } = useTranslation('storefront');
  const basket = useBasket();
  const here = basket.filter((item) => item.eventId === eventId).length;
  const count = basket.length + choice.seats.length;
  const isFull = choice.full || count >= MAX_TICKETS;
  return (
    <div role="status">
      <Text size="sm" {...(isFull ? { fw: 600 } : { c: 'dimmed' })}>
        {t(isFull ? 'choice.full' : 'choice.limit', { max: MAX_TICKETS, count })}
      </Text>
      {here > 0 && (
        <Text size="sm" mt="xs">
          {t('choice.inBasket', { count: here })}
        </Text>
      )}
    </div>
  );
}

function Add({ event, choice }: Omit<Props, 'isOpen'>) {
  const { t } = useTranslation('storefront');
  const basket = useBasket();
  const items = choice.seats.map((seat) => itemOf(event, seat));
  const refusal = refusalOf(basket, items);
  const add = (instead: boolean) => {
    changeBasket((before) => withItems(instead ? [] : before, items));
    choice.replace([]);
  };
  const total = choice.seats.reduce((sum, { price }) => sum + price, 0);
  return (
    <>
      <Group justify="space-between">
        <Text fw={600}>{t('total')}</Text>
        <Text fw={700} size="lg" aria-live="polite">
          <Money amount={total} currency={event.currency} />
        </Text>
      </Group>
      {refusal && (
        <Alert color="orange" title={t('choice.refused')}>
          {refusal.reason === 'currency'
            ? t('choice.otherCurrency', { basket: refusal.currency, event: event.currency })
            : t('choice.tooMany', { max: MAX_TICKETS, count: refusal.room })}
          <Button mt="xs" size="xs" variant="default" {...WRAPS} onClick={() => add(true)}>
            {t('choice.insteadOfBasket')}
          </Button>
        </Alert>
      )}
      <Button
        size="md"
        fullWidth
        {...WRAPS}
        disabled={refusal !== undefined}
        leftSection={<IconBasketPlus size={20} aria-hidden />}
        onClick={() => add(false)}
      >
        {t('choice.add', { count: choice.seats.length })}
      </Button>
    </>
  );
}

/** What is chosen, for how much, and the way into the basket. */
export function ChoiceSummary({ event, choice, isOpen }: Props) {
  const { t } = useTranslation('storefront');
  const isEmpty = choice.seats.length === 0;
  const hasBasket = useBasket().length > 0;
  return (
    <Panel>
      <KeepsFocus>
        <Stack gap="sm">
          <Title order={2} size="h5">
            {t('choice.title')}
          </Title>
          {isEmpty && (
            <Text size="sm" c="dimmed">
              {isOpen ? t('choice.none') : t('choice.closed')}
            </Text>
          )}
          {!isEmpty && <Chosen event={event} choice={choice} />}
          {isOpen && <Limits choice={choice} eventId={event.id} />}
          {!isEmpty && <Add event={event} choice={choice} />}
          {hasBasket && (
            <LinkButton to="/basket" fullWidth {...(isEmpty ? {} : { variant: 'default' })}>
              {t('choice.toBasket')}
            </LinkButton>
          )}
        </Stack>
      </KeepsFocus>
    </Panel>
  );
}
