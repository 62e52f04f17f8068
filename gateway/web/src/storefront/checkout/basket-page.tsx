import { Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { EmptyState, PageTitle } from '../../ui/index.ts';
import { byEvent } from '../basket/rules.ts';
import { useBasket } from '../basket/store.ts';
import { useFreshBasket } from '../data/use-fresh-basket.ts';
import { KeepsFocus } from '../parts/keeps-focus.tsx';
import { LinkButton } from '../parts/link-button.tsx';
import { BasketEvent } from './basket-event.tsx';
import classes from './basket-page.module.css';
import { CheckoutPanel } from './checkout-panel.tsx';
import { PriceNotice } from './price-notice.tsx';
import { TroubleNotice } from './trouble-notice.tsx';
import { useReserve } from './use-reserve.ts';
import { WaitingPurchases } from './waiting-purchases.tsx';

/** What somebody is about to buy, over all events, and the way to pay for it. */
export function BasketPage() {
  const { t } = useTranslation('storefront');
  const basket = useBasket();
  const reserving = useReserve();
  useFreshBasket(reserving.isPending);
  return (
    <Stack gap="lg">
      <PageTitle>{t('basket.title')}</PageTitle>
      <WaitingPurchases />
      {basket.length === 0 ? (
        <EmptyState
          title={t('basket.empty')}
          text={t('basket.emptyText')}
          action={<LinkButton to="/">{t('event.others')}</LinkButton>}
        />
      ) : (
        <div className={classes.columns}>
          <KeepsFocus>
            <div className={classes.notices}>
              <TroubleNotice basket={basket} />
              <PriceNotice basket={basket} />
            </div>
            <Stack gap="md">
              {byEvent(basket).map((group) => (
                <BasketEvent key={group.eventId} group={group} />
              ))}
            </Stack>
          </KeepsFocus>
          <CheckoutPanel basket={basket} reserving={reserving} />
        </div>
      )}
    </Stack>
  );
}
