import { Alert, Button, Group, Stack, Text, Title } from '@mantine/core';
import { IconLock } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useSession } from '../../api/session.ts';
import { loginFor } from '../../auth/index.ts';
import { Money } from '../../ui/index.ts';
import { type Basket, MAX_TICKETS, totalOf } from '../basket/rules.ts';
import { useExplain } from '../data/use-explain.ts';
import { LinkButton } from '../parts/link-button.tsx';
import { Panel } from '../parts/panel.tsx';
import { WRAPS } from '../parts/wraps.ts';
import classes from './checkout-panel.module.css';
import type { useReserve } from './use-reserve.ts';

const BASKET = '/basket';

type Props = { basket: Basket; reserving: ReturnType<typeof useReserve> };

/** Who is not signed in comes back here afterwards, with the basket as it is. */
function SignIn() {
  const { t } = useTranslation('storefront');
  return (
    <Stack gap="xs">
      <Text size="sm">{t('checkout.signIn')}</Text>
      <LinkButton to={loginFor(BASKET)} fullWidth size="md">
        {t('checkout.login')}
      </LinkButton>
      <LinkButton to={`/register?next=${encodeURIComponent(BASKET)}`} fullWidth variant="default">
        {t('checkout.register')}
      </LinkButton>
    </Stack>
  );
}

function Reserve({ basket, reserving }: Props) {
  const { t } = useTranslation('storefront');
  const explain = useExplain();
  const { isPending, error } = reserving;
  const isBlocked = basket.some(({ trouble }) => trouble !== undefined);
  const isFree = !isBlocked && totalOf(basket)?.amount === 0;
  return (
    <Stack gap="xs">
      <div role="alert">
        {error && (
          <Alert role="group" color="red" title={t('checkout.refused')}>
            {explain(error)}
          </Alert>
        )}
      </div>
      <Button
        size="md"
        fullWidth
        {...WRAPS}
        loading={isPending}
        disabled={isBlocked}
        leftSection={<IconLock size={18} aria-hidden />}
        onClick={() => reserving.mutate(basket)}
      >
        {t(isFree ? 'checkout.get' : 'checkout.reserve', { count: basket.length })}
      </Button>
      <Text size="sm" c="dimmed">
        {isBlocked && t('checkout.blocked')}
        {!isBlocked && t(isFree ? 'checkout.getText' : 'checkout.reserveText')}
      </Text>
    </Stack>
  );
}

function NextStep(props: Props) {
  const { t } = useTranslation('storefront');
  const { status, role } = useSession();
  if (status === 'loading') return <Button size="md" fullWidth loading aria-label={t('loading')} />;
  if (status === 'anonymous') return <SignIn />;
  if (role === 'customer') return <Reserve {...props} />;
  return <Alert color="blue">{t('checkout.customersOnly')}</Alert>;
}

/** The total and the next step. */
export function CheckoutPanel({ basket, reserving }: Props) {
  const { t } = useTranslation('storefront');
  const total = totalOf(basket);
  return (
    <Panel className={classes.panel ?? ''}>
      <Stack gap="md">
        <Title order={2} size="h4">
          {t('checkout.title')}
        </Title>
        <Group justify="space-between">
          <Text>{t('checkout.tickets', { count: basket.length })}</Text>
          <Text fw={700} size="xl">
            {total && <Money amount={total.amount} currency={total.currency} />}
          </Text>
        </Group>
        <NextStep basket={basket} reserving={reserving} />
        <Text size="sm" c="dimmed">
          {t('checkout.limits', { max: MAX_TICKETS })}
        </Text>
      </Stack>
    </Panel>
  );
}
