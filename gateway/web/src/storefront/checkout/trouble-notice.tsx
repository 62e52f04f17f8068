import { Alert, Button, List } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { type Basket, withoutItems } from '../basket/rules.ts';
import { changeBasket } from '../basket/store.ts';
import { useSeatNames } from '../parts/seat-names.ts';

/** Says which tickets of the basket can't be had any more, and takes them out with one click. */
export function TroubleNotice({ basket }: { basket: Basket }) {
  const { t } = useTranslation('storefront');
  const seatNames = useSeatNames();
  const lost = basket.filter(({ trouble }) => trouble !== undefined);
  const remove = () =>
    changeBasket((before) =>
      withoutItems(
        before,
        lost.map(({ ticketId }) => ticketId),
      ),
    );
  // The region is there before it has something to say, so that it is heard.
  return (
    <div role="alert">
      {lost.length > 0 && (
        <Alert
          role="group"
          color="orange"
          icon={<IconAlertTriangle aria-hidden />}
          title={t('basket.lost', { count: lost.length })}
        >
          <List size="sm" mb="xs" listStyleType="none">
            {lost.map((item) => (
              <List.Item key={item.ticketId}>
                {t(`lost.${item.trouble ?? 'other'}`, { seat: `${item.eventName}, ${seatNames([item])}` })}
              </List.Item>
            ))}
          </List>
          <Button size="sm" variant="default" onClick={remove}>
            {t('basket.removeLost', { count: lost.length })}
          </Button>
        </Alert>
      )}
    </div>
  );
}
