import { Group, Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { RequireRole } from '../../auth/index.ts';
import { ErrorState, Loading, PageTitle, StatusBadge } from '../../ui/index.ts';
import { usePay } from '../checkout/use-pay.ts';
import { isMissing } from '../data/missing.ts';
import { usePurchase } from '../data/queries.ts';
import type { Purchase } from '../data/types.ts';
import { LinkButton } from '../parts/link-button.tsx';
import { Missing } from '../parts/missing.tsx';
import { Cancellation } from './cancellation.tsx';
import { PurchaseFacts } from './purchase-facts.tsx';
import { PurchaseItems } from './purchase-items.tsx';
import classes from './purchase-page.module.css';
import { PurchaseTimeline } from './purchase-timeline.tsx';
import { Standing } from './standing.tsx';

function MissingPurchase() {
  const { t } = useTranslation('storefront');
  const action = <LinkButton to="/purchases">{t('purchase.all')}</LinkButton>;
  return <Missing title={t('purchase.missing')} text={t('purchase.missingText')} action={action} />;
}

function Shown({ purchase, paying }: { purchase: Purchase; paying: ReturnType<typeof usePay> }) {
  const { t } = useTranslation('storefront');
  return (
    <Stack gap="lg">
      <Group gap="md">
        <PageTitle>{t('purchase.title', { id: purchase.id })}</PageTitle>
        <StatusBadge status={purchase.status} />
      </Group>
      <div className={classes.columns}>
        <Stack gap="lg" className={classes.main ?? ''}>
          <Standing purchase={purchase} paying={paying} />
          <PurchaseItems purchase={purchase} />
          <Cancellation purchase={purchase} isPaying={paying.isPending} />
        </Stack>
        <Stack gap="lg">
          <PurchaseFacts purchase={purchase} />
          <PurchaseTimeline purchase={purchase} />
        </Stack>
      </div>
    </Stack>
  );
}

function OwnPurchase({ purchaseId }: { purchaseId: number }) {
  const paying = usePay(purchaseId);
  const { data, error, refetch } = usePurchase(purchaseId, paying.isPending);
  if (isMissing(error)) return <MissingPurchase />;
  if (data) return <Shown purchase={data} paying={paying} />;
  if (error) return <ErrorState error={error} retry={() => void refetch()} />;
  return <Loading />;
}

/** One purchase: paying for it, its tickets and passes, what happened to it, and cancelling. */
export function PurchasePage() {
  const purchaseId = Number(useParams().purchaseId);
  const known = Number.isSafeInteger(purchaseId) && purchaseId > 0;
  if (!known) return <MissingPurchase />;
  return (
    <RequireRole role="customer">
      <OwnPurchase key={purchaseId} purchaseId={purchaseId} />
    </RequireRole>
  );
}
