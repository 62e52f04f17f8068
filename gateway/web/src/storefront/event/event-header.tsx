import { Group, Spoiler, Text, Title } from '@mantine/core';
import { IconCalendar, IconMapPin } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../format.ts';
import type { ShopEvent } from '../data/types.ts';
import { DateLeaf } from '../events/date-leaf.tsx';
import { hueStyle } from '../events/hue.ts';
import classes from './event-header.module.css';

function Fact({ icon, children }: { icon: ReactNode; children: ReactNode }) {
  return (
    <Group gap={8} wrap="nowrap" align="flex-start">
      {icon}
      <Text component="span">{children}</Text>
    </Group>
  );
}

/** What, when and where. */
export function EventHeader({ event }: { event: ShopEvent }) {
  const { t } = useTranslation('storefront');
  const format = useFormat();
  return (
    <>
      <header className={classes.header} style={hueStyle(event.id)}>
        <DateLeaf date={event.date} />
        <div className={classes.words}>
          <Title order={1} className={classes.name ?? ''}>
            {event.name}
          </Title>
          <Fact icon={<IconCalendar className={classes.icon} size={20} aria-hidden />}>
            {format.occasion(event.date)}
          </Fact>
          <Fact icon={<IconMapPin className={classes.icon} size={20} aria-hidden />}>{event.location}</Fact>
        </div>
      </header>
      {event.description !== '' && (
        <Spoiler maxHeight={130} showLabel={t('event.more')} hideLabel={t('event.less')}>
          <Text className={classes.description ?? ''}>{event.description}</Text>
        </Spoiler>
      )}
    </>
  );
}
