import { Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { type Seat, useSeatMap } from '../../seat-map/index.ts';
import { type BasketItem, withItems, withoutItems } from '../basket/rules.ts';
import { changeBasket } from '../basket/store.ts';
import type { Trouble } from '../data/faults.ts';
import { Alternatives } from '../event/lost-seats.tsx';

// When the seats are the trouble, others may help; when the event is, none will.
const REPLACEABLE: readonly Trouble[] = ['held', 'sold', 'withdrawn', 'not_found'];

type Divided = { lost: BasketItem[]; kept: BasketItem[] };

function divide(items: readonly BasketItem[]): Divided {
  const isLost = ({ trouble }: BasketItem) => trouble !== undefined && REPLACEABLE.includes(trouble);
  return { lost: items.filter(isLost), kept: items.filter(({ trouble }) => trouble === undefined) };
}

function Offered({ lost, kept, first }: Divided & { first: BasketItem }) {
  const { t } = useTranslation('storefront');
  const { eventId, eventName, currency } = first;
  const { model, error } = useSeatMap(eventId, currency);
  if (!model) return error ? null : <Text size="sm">{t('lost.looking')}</Text>;
  const seatsOf = (items: BasketItem[]) => items.flatMap(({ ticketId }) => model.find(ticketId) ?? []);
  const lostIds = lost.map(({ ticketId }) => ticketId);
  const take = (seats: Seat[]) =>
    changeBasket((basket) => {
      const taken = seats.map(({ ticketId, seat, section, price }) => {
        return { ticketId, eventId, eventName, seat, section, price, currency };
      });
      return withItems(withoutItems(basket, lostIds), taken);
    });
  return (
    <Alternatives
      model={model}
      lost={seatsOf(lost)}
      kept={seatsOf(kept)}
      onTake={take}
      onDismiss={() => changeBasket((basket) => withoutItems(basket, lostIds))}
    />
  );
}

/** Offers the nearest seats in place of those that others took from a basket. */
export function BasketAlternatives({ items }: { items: readonly BasketItem[] }) {
  const { lost, kept } = divide(items);
  const [first] = lost;
  if (!first) return null;
  return (
    <Stack mt="sm" role="status">
      <Offered lost={lost} kept={kept} first={first} />
    </Stack>
  );
}
