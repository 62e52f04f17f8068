import { Alert, Stack, Text, Title } from '@mantine/core';
import { IconCreditCardOff } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemError } from '../../api/problem.ts';
import type { Purchase } from '../data/types.ts';
import { useExplain } from '../data/use-explain.ts';
import { Panel } from '../parts/panel.tsx';
import { reasonOf } from '../purchases/situation.ts';
import { CardForm } from './card-form.tsx';
import { secondsUntil } from './countdown.ts';
import { HoldCountdown } from './hold-countdown.tsx';
import classes from './pay-panel.module.css';
import type { usePay } from './use-pay.ts';
import { useSecondsUntil } from './use-server-seconds.ts';

type Props = { purchase: Purchase; until: string; trouble: string | null; paying: ReturnType<typeof usePay> };

/** Why the last payment came to nothing: as it was answered, or as the purchase remembers it after a reload. */
function useLastPayment({ trouble, paying }: Pick<Props, 'trouble' | 'paying'>): string | undefined {
  const { t } = useTranslation('storefront');
  const explain = useExplain();
  const { error } = paying;
  const reason = error instanceof ProblemError ? error.reason : trouble;
  if (!error && reason === null) return undefined;
  const known = reasonOf(reason ?? '');
  // A decline has the bank's own reason; what is known by no name is told as it was answered.
  const told = error && (known === 'payment_declined' || known === 'other');
  return told ? explain(error) : `${t(`reason.${known}`)} ${t('pay.seatsKept')}`;
}

function LastPayment(props: Pick<Props, 'trouble' | 'paying'>) {
  const { t } = useTranslation('storefront');
  const words = useLastPayment(props);
  const box = useRef<HTMLDivElement>(null);
  const isNews = Boolean(props.paying.error);
  useEffect(() => {
    if (isNews) box.current?.scrollIntoView({ block: 'nearest' });
  }, [isNews]);
  return (
    <div ref={box} role="alert" className={classes.last}>
      {words && (
        <Alert role="group" color="orange" icon={<IconCreditCardOff aria-hidden />} title={t('pay.failed')}>
          {words}
        </Alert>
      )}
    </div>
  );
}

/** Paying for held seats while their time runs. */
export function PayPanel({ purchase, until, trouble, paying }: Props) {
  const { t } = useTranslation('storefront');
  const seconds = useSecondsUntil(until);
  const whole = secondsUntil(until, Date.parse(purchase.created_at));
  return (
    <Panel>
      <Stack gap="md">
        <div>
          <Title order={2} size="h4">
            {t('pay.title')}
          </Title>
          <Text size="sm" c="dimmed">
            {t('pay.text')}
          </Text>
        </div>
        <HoldCountdown seconds={seconds} whole={whole} />
        <LastPayment trouble={trouble} paying={paying} />
        <CardForm
          total={purchase.currency_totals[0]}
          isPaying={paying.isPending}
          onPay={(token) => paying.mutate(token)}
        />
      </Stack>
    </Panel>
  );
}
