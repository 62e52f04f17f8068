import { TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { isPaymentMethod } from './payment-method.ts';
import type { TokenFieldProps } from './token-field.ts';

/** Takes the id of a PaymentMethod that Stripe has made elsewhere: a card number must never be typed here. */
export function PaymentMethodInput({ token, onChange }: TokenFieldProps) {
  const { t } = useTranslation('storefront');
  return (
    <TextInput
      label={t('card.method')}
      description={t('card.stripe')}
      placeholder="pm_…"
      value={token}
      onChange={({ currentTarget: { value } }) => onChange(value.trim())}
      error={token === '' || isPaymentMethod(token) ? undefined : t('card.methodWrong')}
      autoComplete="off"
      autoCapitalize="none"
      spellCheck={false}
      maxLength={255}
      mb="md"
    />
  );
}
