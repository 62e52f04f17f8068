import { Radio, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import classes from './card-form.module.css';
import { TEST_CARDS } from './test-cards.ts';
import type { TokenFieldProps } from './token-field.ts';

/** The cards of the payment sandbox to choose from: no card number is ever asked for. */
export function TestCardChoice({ token, onChange }: TokenFieldProps) {
  const { t } = useTranslation('storefront');
  return (
    <Radio.Group name="card" label={t('card.choose')} description={t('card.sandbox')} value={token} onChange={onChange}>
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
  );
}
