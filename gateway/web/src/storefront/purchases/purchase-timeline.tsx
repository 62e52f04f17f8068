import { Skeleton, Text, Timeline, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { ErrorState, When } from '../../ui/index.ts';
import { usePurchaseHistory } from '../data/queries.ts';
import type { Purchase, PurchaseChange } from '../data/types.ts';
import { Panel } from '../parts/panel.tsx';
import { reasonOf, stepOf } from './situation.ts';

function Step({ change }: { change: PurchaseChange }) {
  const { t } = useTranslation('storefront');
  const { reason, actor, at } = change;
  return (
    <>
      {reason !== null && <Text size="sm">{t(`reason.${reasonOf(reason)}`)}</Text>}
      <Text size="sm" c="dimmed">
        <When iso={at} />
        {actor.startsWith('customer:') && ` · ${t('timeline.you')}`}
      </Text>
    </>
  );
}

/** Everything that happened to a purchase, oldest first. */
export function PurchaseTimeline({ purchase }: { purchase: Purchase }) {
  const { t } = useTranslation('storefront');
  const { data, error, refetch } = usePurchaseHistory(purchase);
  const steps = data?.data ?? [];
  return (
    <Panel>
      <Title order={2} size="h4" mb="md">
        {t('timeline.title')}
      </Title>
      {!data && !error && <Skeleton h={120} />}
      {error && !data && <ErrorState error={error} retry={() => void refetch()} />}
      <Timeline bulletSize={16} lineWidth={2} active={steps.length - 1}>
        {steps.map((change) => (
          <Timeline.Item key={`${change.at} ${change.from} ${change.to}`} title={t(`step.${stepOf(change)}`)}>
            <Step change={change} />
          </Timeline.Item>
        ))}
      </Timeline>
    </Panel>
  );
}
