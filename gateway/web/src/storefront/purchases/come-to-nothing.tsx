import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { IconHourglassEmpty } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { type BasketItem, refusalOf, withItems } from '../basket/rules.ts';
import { changeBasket, useBasket } from '../basket/store.ts';
import { useReserve } from '../checkout/use-reserve.ts';
import type { Purchase } from '../data/types.ts';
import { useExplain } from '../data/use-explain.ts';
import { LinkButton } from '../parts/link-button.tsx';
import { WRAPS } from '../parts/wraps.ts';
import { type Reason, reasonOf, wayOutOf } from './situation.ts';

// Their payment may have gone through all the same.
const GOES_BACK: readonly Reason[] = ['payment_timeout', 'hold_released'];

type Props = { purchase: Purchase; reason: string };

function itemsOf({ items }: Purchase): BasketItem[] {
  return items.map(({ ticket_id: ticketId, event_id: eventId, event_name: eventName, seat, price, currency }) => {
    // The section is not part of a purchase; the basket finds it out.
    return { ticketId, eventId, eventName, seat, section: '', price, currency };
  });
}

/** Asks for the same seats once more; those that others have by now are shown in the basket. */
function SameSeats({ purchase }: { purchase: Purchase }) {
  const { t } = useTranslation('storefront');
  const explain = useExplain();
  const navigate = useNavigate();
  const basket = useBasket();
  // The seats may be free a moment after the purchase has ended.
  const reserving = useReserve({ isPatient: true, onRefused: () => void navigate('/basket') });
  const isEnding = purchase.status === 'reserved';
  const items = itemsOf(purchase);
  const refusal = refusalOf(basket, items);
  if (items.length === 0) return null;
  const tryAgain = () => {
    changeBasket((before) => withItems(before, items));
    reserving.mutate(items);
  };
  return (
    <Stack gap="xs">
      {reserving.error && (
        <Text size="sm" role="alert">
          {explain(reserving.error)}
        </Text>
      )}
      {refusal && <Text size="sm">{t('nothing.basketFull')}</Text>}
      <Group gap="xs">
        <Button
          {...WRAPS}
          loading={reserving.isPending || isEnding}
          disabled={refusal !== undefined}
          onClick={tryAgain}
        >
          {t('nothing.sameSeats', { count: items.length })}
        </Button>
        {refusal && (
          <LinkButton to="/basket" variant="default">
            {t('choice.toBasket')}
          </LinkButton>
        )}
      </Group>
    </Stack>
  );
}

function OtherSeats({ purchase }: { purchase: Purchase }) {
  const { t } = useTranslation('storefront');
  const events = new Map(purchase.items.map(({ event_id: id, event_name: name }) => [id, name]));
  return (
    <Group gap="xs">
      {[...events].map(([id, name]) => (
        <LinkButton key={id} to={`/events/${id}`} {...WRAPS}>
          {t('nothing.otherSeats', { event: name })}
        </LinkButton>
      ))}
      {events.size === 0 && <LinkButton to="/">{t('event.others')}</LinkButton>}
    </Group>
  );
}

/** Says why a purchase came to nothing, and what can be done now. */
export function ComeToNothing({ purchase, reason }: Props) {
  const { t } = useTranslation('storefront');
  const wayOut = wayOutOf(reason);
  const known = reasonOf(reason);
  const money = GOES_BACK.includes(known) ? 'nothing.goesBack' : 'nothing.notCharged';
  const isOver = known === 'hold_expired';
  return (
    <div role="alert">
      <Alert
        role="group"
        color="orange"
        icon={<IconHourglassEmpty aria-hidden />}
        title={t(isOver ? 'nothing.expired' : 'nothing.failed')}
      >
        <Text size="sm" mb="sm">
          {t(`reason.${known}`)} {t(money)}
        </Text>
        {wayOut === 'same_seats' && <SameSeats purchase={purchase} />}
        {wayOut === 'other_seats' && <OtherSeats purchase={purchase} />}
      </Alert>
    </div>
  );
}
