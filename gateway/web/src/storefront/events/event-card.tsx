import { Badge, Group, Text, Title } from '@mantine/core';
import { IconClock, IconMapPin } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useFormat } from '../../format.ts';
import type { ShopEvent } from '../data/types.ts';
import { AvailabilityBadge } from './availability-badge.tsx';
import { DateLeaf } from './date-leaf.tsx';
import classes from './event-card.module.css';
import { hueStyle } from './hue.ts';

function PriceRange({ event }: { event: ShopEvent }) {
  const { t } = useTranslation('storefront');
  const format = useFormat();
  if (!event.price_range)
    return (
      <Text size="sm" c="dimmed">
        {t('events.noPrices')}
      </Text>
    );
  const { min, max } = event.price_range;
  const price = (amount: number) => (amount === 0 ? t('free') : format.money(amount, event.currency));
  return (
    <Text fw={600}>{min === max ? price(min) : t('events.priceRange', { min: price(min), max: price(max) })}</Text>
  );
}

/** An event of the list: when, what, where, for how much, and whether there is a seat. */
export function EventCard({ event }: { event: ShopEvent }) {
  const format = useFormat();
  return (
    <article className={classes.card}>
      <div className={classes.band} style={hueStyle(event.id)}>
        <DateLeaf date={event.date} />
        <Badge className={classes.time} leftSection={<IconClock size={12} aria-hidden />} tt="none">
          {format.time(event.date)}
        </Badge>
      </div>
      <div className={classes.body}>
        <Title order={2} size="h4" lineClamp={2}>
          <Link className={classes.link ?? ''} to={`/events/${event.id}`}>
            {event.name}
          </Link>
        </Title>
        <Group gap={6} wrap="nowrap" align="flex-start" c="dimmed">
          <IconMapPin className={classes.pin} size={16} aria-hidden />
          <Text size="sm" lineClamp={2}>
            {event.location}
          </Text>
        </Group>
        <Text size="sm" c="dimmed" lineClamp={2}>
          {event.description}
        </Text>
        <Group className={classes.foot} justify="space-between" gap="xs">
          <PriceRange event={event} />
          <AvailabilityBadge event={event} />
        </Group>
      </div>
    </article>
  );
}
