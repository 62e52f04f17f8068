import { Button } from '@mantine/core';
import { IconCreditCard } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../format.ts';
import { ErrorState, Loading } from '../../ui/index.ts';
import { paymentProviderOptions } from '../data/queries.ts';
import type { Money } from '../data/types.ts';
import { isPaymentMethod } from './payment-method.ts';
import { PaymentMethodInput } from './payment-method-input.tsx';
import { TestCardChoice } from './test-card-choice.tsx';

type Props = { total: Money | undefined; isPaying: boolean; onPay(token: string): void };

/** Pays by a token of the provider that takes the payments: a card of the sandbox, or what Stripe has made of a card. */
export function CardForm({ total, isPaying, onPay }: Props) {
  const { t } = useTranslation('storefront');
  const format = useFormat();
  const { data, error, refetch } = useQuery(paymentProviderOptions);
  const [token, setToken] = useState('');
  if (!data) return error ? <ErrorState error={error} retry={() => void refetch()} /> : <Loading />;
  const isSandbox = data.provider === 'sandbox';
  const isReady = isSandbox ? token !== '' : isPaymentMethod(token);
  const TokenField = isSandbox ? TestCardChoice : PaymentMethodInput;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isReady && !isPaying) onPay(token);
  };
  return (
    <form onSubmit={submit}>
      <TokenField token={token} onChange={setToken} />
      <Button
        type="submit"
        size="md"
        fullWidth
        disabled={!isReady}
        loading={isPaying}
        leftSection={<IconCreditCard size={20} aria-hidden />}
      >
        {total ? t('card.pay', { amount: format.money(total.amount, total.currency) }) : t('card.payAll')}
      </Button>
    </form>
  );
}
