import { ActionIcon, Indicator } from '@mantine/core';
import { IconShoppingBag } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';

/** The way to the basket, and how many tickets are in it. */
export function BasketLink({ count }: { count: number }) {
  const { t } = useTranslation('common');
  return (
    <Indicator label={count} size={18} offset={4} disabled={count === 0}>
      <ActionIcon
        component={Link}
        to="/basket"
        variant="subtle"
        color="gray"
        size="lg"
        aria-label={t('nav.basketOf', { count })}
      >
        <IconShoppingBag aria-hidden />
      </ActionIcon>
    </Indicator>
  );
}
