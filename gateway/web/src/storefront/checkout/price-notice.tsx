import { Alert, Button } from '@mantine/core';
import { IconTag } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { type Basket, withPricesSeen } from '../basket/rules.ts';
import { changeBasket } from '../basket/store.ts';

/** Says that prices have changed since the tickets were chosen. */
export function PriceNotice({ basket }: { basket: Basket }) {
  const { t } = useTranslation('storefront');
  const count = basket.filter(({ priceBefore }) => priceBefore !== undefined).length;
  return (
    <div role="status">
      {count > 0 && (
        <Alert role="group" color="blue" icon={<IconTag aria-hidden />} title={t('basket.newPrices', { count })}>
          <Button size="sm" variant="default" onClick={() => changeBasket(withPricesSeen)}>
            {t('basket.pricesSeen')}
          </Button>
        </Alert>
      )}
    </div>
  );
}
