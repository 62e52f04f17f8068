import { Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Money, When } from '../../ui/index.ts';
import type { Purchase, Money as Sum } from '../data/types.ts';
import { Panel } from '../parts/panel.tsx';
import classes from './purchase-facts.module.css';
import { refunded } from './refund.ts';

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className={classes.fact}>
      <Text component="dt" size="sm" c="dimmed">
        {name}
      </Text>
      <Text component="dd" m={0} className={classes.value ?? ''}>
        {children}
      </Text>
    </div>
  );
}

function Sums({ sums }: { sums: readonly Sum[] }) {
  return sums.map(({ amount, currency }) => (
    <div key={currency}>
      <Money amount={amount} currency={currency} />
    </div>
  ));
}

/** Money and dates of a purchase. */
export function PurchaseFacts({ purchase }: { purchase: Purchase }) {
  const { t } = useTranslation('storefront');
  const { items, payment, currency_totals: totals, created_at: at } = purchase;
  const returned = purchase.status === 'paid' || purchase.status === 'cancelled' ? refunded(items) : [];
  return (
    <Panel>
      <Title order={2} size="h4" mb="sm">
        {t('facts.title')}
      </Title>
      <dl className={classes.facts}>
        <Fact name={t('facts.when')}>
          <When iso={at} />
        </Fact>
        <Fact name={t('facts.total')}>{totals.length > 0 ? <Sums sums={totals} /> : '–'}</Fact>
        {payment && <Fact name={t('facts.payment')}>{t(`payment.${payment.status}`)}</Fact>}
        {returned.length > 0 && (
          <Fact name={t('facts.refunded')}>
            <Sums sums={returned} />
          </Fact>
        )}
        {payment?.provider_reference && <Fact name={t('facts.reference')}>{payment.provider_reference}</Fact>}
      </dl>
    </Panel>
  );
}
