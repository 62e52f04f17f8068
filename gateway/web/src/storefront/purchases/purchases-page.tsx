import { Button, Center, Group, NativeSelect, Paper, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { RequireRole } from '../../auth/index.ts';
import { useFormat } from '../../format.ts';
import { EmptyState, ErrorState, Loading, Money, PageTitle, StatusBadge } from '../../ui/index.ts';
import { rowsOf, usePurchases } from '../data/queries.ts';
import type { Purchase, PurchaseStatus } from '../data/types.ts';
import { LinkButton } from '../parts/link-button.tsx';
import classes from './purchases-page.module.css';

const STATUSES: readonly PurchaseStatus[] = [
  'reserved',
  'paying',
  'paid',
  'cancelling',
  'cancelled',
  'expired',
  'failed',
];

function Row({ purchase }: { purchase: Purchase }) {
  const { t } = useTranslation('storefront');
  const format = useFormat();
  const { id, items, status, created_at: at, currency_totals: totals } = purchase;
  const events = [...new Set(items.map(({ event_name: name }) => name))];
  return (
    <Paper component="li" withBorder p="md" radius="md" className={classes.row ?? ''}>
      <div className={classes.words}>
        <Link className={classes.link ?? ''} to={`/purchases/${id}`}>
          {events.length === 0 ? t('purchase.title', { id }) : events.join(' · ')}
        </Link>
        <Text size="sm" c="dimmed">
          {t('purchases.line', { count: items.length, when: format.dateTime(at), id })}
        </Text>
      </div>
      <Group gap="md" justify="space-between">
        <Text fw={600}>
          {totals.map(({ amount, currency }) => (
            <Money key={currency} amount={amount} currency={currency} />
          ))}
        </Text>
        <StatusBadge status={status} />
      </Group>
    </Paper>
  );
}

function None({ narrowed }: { narrowed: boolean }) {
  const { t } = useTranslation('storefront');
  if (narrowed) return <EmptyState title={t('purchases.noneLike')} text={t('purchases.noneLikeText')} />;
  return (
    <EmptyState
      title={t('purchases.none')}
      text={t('purchases.noneText')}
      action={<LinkButton to="/">{t('event.others')}</LinkButton>}
    />
  );
}

function PurchaseList({ status }: { status: PurchaseStatus | '' }) {
  const { t } = useTranslation('storefront');
  const { data, error, isPending, isPlaceholderData, hasNextPage, isFetchingNextPage, fetchNextPage, refetch } =
    usePurchases(status);
  const rows = rowsOf(data);
  if (isPending) return <Loading />;
  if (error && rows.length === 0) return <ErrorState error={error} retry={() => void refetch()} />;
  if (rows.length === 0) return <None narrowed={status !== ''} />;
  return (
    <>
      <ul className={classes.list} aria-busy={isPlaceholderData}>
        {rows.map((purchase) => (
          <Row key={purchase.id} purchase={purchase} />
        ))}
      </ul>
      {hasNextPage && (
        <Center>
          <Button variant="default" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            {t('more')}
          </Button>
        </Center>
      )}
    </>
  );
}

function Purchases() {
  const { t } = useTranslation('storefront');
  const { t: common } = useTranslation('common');
  const [params, setParams] = useSearchParams();
  const status = STATUSES.find((known) => known === params.get('status')) ?? '';
  const choose = (next: string) => setParams(next === '' ? {} : { status: next }, { replace: true });
  return (
    <Stack gap="lg">
      <Group justify="space-between" align="flex-end">
        <PageTitle>{t('purchases.title')}</PageTitle>
        <NativeSelect
          label={t('purchases.filter')}
          value={status}
          onChange={({ currentTarget }) => choose(currentTarget.value)}
          data={[
            { value: '', label: t('purchases.all') },
            ...STATUSES.map((value) => ({ value, label: common(`status.${value}`) })),
          ]}
        />
      </Group>
      <PurchaseList status={status} />
    </Stack>
  );
}

/** Everything that a customer bought or tried to buy, newest first. */
export function PurchasesPage() {
  return (
    <RequireRole role="customer">
      <Purchases />
    </RequireRole>
  );
}
