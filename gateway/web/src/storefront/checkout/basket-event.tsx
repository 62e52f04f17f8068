import { Anchor, Badge, CloseButton, Text, Title, VisuallyHidden } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useFormat } from '../../format.ts';
import { Money } from '../../ui/index.ts';
import { type BasketItem, withoutItems } from '../basket/rules.ts';
import { changeBasket } from '../basket/store.ts';
import { eventOptions } from '../data/queries.ts';
import { Panel } from '../parts/panel.tsx';
import { BasketAlternatives } from './basket-alternatives.tsx';
import classes from './basket-event.module.css';

type Group = { eventId: number; eventName: string; items: BasketItem[] };

function Item({ item }: { item: BasketItem }) {
  const { t } = useTranslation('storefront');
  const { seat, section, price, priceBefore, currency, trouble } = item;
  return (
    <li className={classes.row} data-trouble={trouble !== undefined}>
      <div className={classes.words}>
        <Text fw={600} td={trouble ? 'line-through' : undefined}>
          {t('seats.seat', { seat })}
        </Text>
        <Text size="sm" c="dimmed">
          {section}
        </Text>
        {trouble && (
          <Badge color="orange" variant="light" autoContrast tt="none">
            {t(`trouble.${trouble}`)}
          </Badge>
        )}
      </div>
      <div className={classes.price}>
        {priceBefore !== undefined && (
          <Text size="sm" c="dimmed" td="line-through">
            <VisuallyHidden>{t('basket.priceBefore')} </VisuallyHidden>
            <Money amount={priceBefore} currency={currency} />
          </Text>
        )}
        <Money amount={price} currency={currency} />
      </div>
      <CloseButton
        aria-label={t('choice.remove', { seat })}
        onClick={() => changeBasket((basket) => withoutItems(basket, [item.ticketId]))}
      />
    </li>
  );
}

/** The tickets of one event in the basket. */
export function BasketEvent({ group }: { group: Group }) {
  const format = useFormat();
  const { data: event } = useQuery(eventOptions(group.eventId));
  return (
    <Panel>
      <Title order={2} size="h4">
        <Anchor component={Link} to={`/events/${group.eventId}`} inherit>
          {event?.name ?? group.eventName}
        </Anchor>
      </Title>
      <Text size="sm" c="dimmed" mih="1.6em">
        {event && `${format.occasion(event.date)} · ${event.location}`}
      </Text>
      <ul className={classes.list}>
        {group.items.map((item) => (
          <Item key={item.ticketId} item={item} />
        ))}
      </ul>
      <BasketAlternatives items={group.items} />
    </Panel>
  );
}
