import { Alert, Stack, Text } from '@mantine/core';
import { IconClock } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../format.ts';
import { useWaitingPurchases } from '../data/queries.ts';
import type { Purchase } from '../data/types.ts';
import { LinkButton } from '../parts/link-button.tsx';
import { clockText } from './countdown.ts';
import { useSecondsUntil } from './use-server-seconds.ts';

function Waiting({ purchase, until }: { purchase: Purchase; until: string }) {
  const { t } = useTranslation('storefront');
  const format = useFormat();
  const seconds = useSecondsUntil(until);
  if (seconds === 0) return null;
  const count = purchase.items.filter(({ status }) => status === 'held').length;
  const [money] = purchase.currency_totals;
  return (
    <Alert color="blue" role="group" icon={<IconClock aria-hidden />} title={t('waiting.title', { count })}>
      <Text size="sm" mb="xs">
        {money && `${format.money(money.amount, money.currency)} · `}
        {t('waiting.text', { time: clockText(seconds) })}
      </Text>
      <LinkButton to={`/purchases/${purchase.id}`} size="sm">
        {t('waiting.pay')}
      </LinkButton>
    </Alert>
  );
}

/** Purchases that were begun and only wait to be paid: found again after a reload, or on another device. */
export function WaitingPurchases() {
  const { data } = useWaitingPurchases();
  if (!data?.data.length) return null;
  return (
    <Stack gap="sm">
      {data.data.map((purchase) =>
        purchase.expires_at === null ? null : (
          <Waiting key={purchase.id} purchase={purchase} until={purchase.expires_at} />
        ),
      )}
    </Stack>
  );
}
