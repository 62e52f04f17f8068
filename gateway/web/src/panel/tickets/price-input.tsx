import { NumberInput, type NumberInputProps } from '@mantine/core';
import { useFormat } from '../../format.ts';
import { decimalsOf } from '../../formatting.ts';
import type { NumberText } from './batch-values.ts';

type PriceInputProps = Pick<NumberInputProps, 'label' | 'description' | 'error' | 'required'> & {
  currency: string;
  value: NumberText;
  onChange(value: NumberText): void;
};

function separatorsOf(locale: string) {
  const parts = new Intl.NumberFormat(locale).formatToParts(12_345.6);
  const find = (type: string, otherwise: string) => parts.find((part) => part.type === type)?.value ?? otherwise;
  return { decimalSeparator: find('decimal', '.'), thousandSeparator: find('group', ',') };
}

/** A price as people write it in their language; `value` is in the currency, not in minor units. */
export function PriceInput({ currency, ...props }: PriceInputProps) {
  const { locale } = useFormat();
  const decimals = decimalsOf(currency);
  return (
    <NumberInput
      {...props}
      {...separatorsOf(locale)}
      min={0}
      decimalScale={decimals}
      allowDecimal={decimals > 0}
      allowNegative={false}
      leftSection={currency}
      leftSectionWidth={56}
      inputMode="decimal"
      hideControls
    />
  );
}
