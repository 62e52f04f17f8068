import { Button, Radio, Text } from '@mantine/core';
import { IconCreditCard } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../format.ts';
import type { Money } from '../data/types.ts';
import classes from './card-form.module.css';
import { TEST_CARDS } from './test-cards.ts';

type Props = { total: Money | undefined; isPaying: boolean; onPay(token: string): void };

/** The cards of the payment sandbox to choose from: no card number is ever asked for. */
export function CardForm({ total, isPaying, onPay }: Props) {
  const { t } = useTranslation('storefront');
  const format = useFormat();
  const [token, setToken] = useState<string | null>(null);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (token !== null && !isPaying) onPay(token);
  };
  return (
    <form onSubmit={submit}>
      <Radio.Group
        name="card"
        label={t('card.choose')}
        description={t('card.sandbox')}
        value={token}
        onChange={setToken}
      >
        <div className={classes.cards}>
          {TEST_CARDS.map(({ token: value, name, brand, lastDigits }) => (
            <Radio.Card key={value} value={value} className={classes.card ?? ''} p="sm" radius="md">
              <div className={classes.row}>
                <Radio.Indicator />
                <div className={classes.words}>
                  <Text fw={600}>
                    {brand} <span className={classes.digits}>•••• {lastDigits}</span>
                  </Text>
                  <Text size="sm" c="dimmed">
                    {t(`card.${name}`)}
                  </Text>
                </div>
              </div>
            </Radio.Card>
          ))}
        </div>
      </Radio.Group>
      <Button
        type="submit"
        size="md"
        fullWidth
        disabled={token === null}
        loading={isPaying}
        leftSection={<IconCreditCard size={20} aria-hidden />}
      >
        {total ? t('card.pay', { amount: format.money(total.amount, total.currency) }) : t('card.payAll')}
      </Button>
    </form>
  );
}
