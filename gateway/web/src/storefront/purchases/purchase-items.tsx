import { Anchor, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useFormat } from '../../format.ts';
import { Money, StatusBadge } from '../../ui/index.ts';
import { eventOptions } from '../data/queries.ts';
import type { Purchase, PurchaseItem } from '../data/types.ts';
import { Panel } from '../parts/panel.tsx';
import { PassLinks } from './pass-links.tsx';
import classes from './purchase-items.module.css';

function Item({ purchaseId, item }: { purchaseId: number; item: PurchaseItem }) {
  const { t } = useTranslation('storefront');
  const { seat, price, currency, status } = item;
  return (
    <li className={classes.row}>
      <div className={classes.words}>
        <Text fw={600}>{t('seats.seat', { seat })}</Text>
        <Money amount={price} currency={currency} />
      </div>
      <StatusBadge status={status} />
      <div className={classes.pass}>{status === 'sold' && <PassLinks purchaseId={purchaseId} item={item} />}</div>
    </li>
  );
}

/** The tickets of one event. Past and cancelled events can't be read any more: their name is enough then. */
function EventItems({ purchaseId, items }: { purchaseId: number; items: PurchaseItem[] }) {
  const format = useFormat();
  const [first] = items;
  const { data: event } = useQuery({ ...eventOptions(first?.event_id ?? 0), retry: false, refetchInterval: false });
  if (!first) return null;
  return (
    <div>
      <Title order={3} size="h5">
        {event ? (
          <Anchor component={Link} to={`/events/${event.id}`} inherit>
            {event.name}
          </Anchor>
        ) : (
          first.event_name
        )}
      </Title>
      {event && (
        <Text size="sm" c="dimmed">
          {format.occasion(event.date)} · {event.location}
        </Text>
      )}
      <ul className={classes.list}>
        {items.map((item) => (
          <Item key={item.ticket_id} purchaseId={purchaseId} item={item} />
        ))}
      </ul>
    </div>
  );
}

/** The tickets of a purchase by event, with the passes of those that are sold. */
export function PurchaseItems({ purchase }: { purchase: Purchase }) {
  const { t } = useTranslation('storefront');
  const groups = Map.groupBy(purchase.items, ({ event_id: id }) => id);
  if (groups.size === 0) return null;
  return (
    <Panel>
      <Stack gap="lg">
        <Title order={2} size="h4">
          {t('purchase.tickets')}
        </Title>
        {[...groups].map(([id, items]) => (
          <EventItems key={id} purchaseId={purchase.id} items={items} />
        ))}
      </Stack>
    </Panel>
  );
}
