import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { FindingOut } from '../checkout/finding-out.tsx';
import { PayPanel } from '../checkout/pay-panel.tsx';
import type { usePay } from '../checkout/use-pay.ts';
import { useMoment } from '../checkout/use-server-seconds.ts';
import type { Purchase } from '../data/types.ts';
import { KeepsFocus } from '../parts/keeps-focus.tsx';
import { ComeToNothing } from './come-to-nothing.tsx';
import { Notice } from './notice.tsx';
import { refunded } from './refund.ts';
import { type Situation, situationOf } from './situation.ts';
import classes from './standing.module.css';

type Props = { purchase: Purchase; paying: ReturnType<typeof usePay> };

function Cancelled({ purchase }: { purchase: Purchase }) {
  const { t } = useTranslation('storefront');
  const wasEvent = purchase.reason === 'event_cancelled';
  const wasPaid = refunded(purchase.items).length > 0;
  return (
    <Notice color="gray" title={t('standing.cancelled')}>
      {wasEvent && `${t('standing.eventCancelled')} `}
      {t(wasPaid ? 'standing.refundedText' : 'standing.releasedText')}
    </Notice>
  );
}

function Told({ purchase, paying, situation }: Props & { situation: Situation }) {
  const { t } = useTranslation('storefront');
  switch (situation.kind) {
    case 'to_pay':
      return <PayPanel purchase={purchase} until={situation.until} trouble={situation.trouble} paying={paying} />;
    case 'being_paid':
      return <FindingOut title={t('finding.asking')} later={t('finding.longer')} text={t('finding.text')} />;
    case 'being_held':
      return <FindingOut title={t('finding.holding')} />;
    case 'being_cancelled':
      return <FindingOut title={t('finding.refunding')} text={t('finding.refundingText')} />;
    case 'time_over':
      return <ComeToNothing purchase={purchase} reason="hold_expired" />;
    case 'expired':
      return <ComeToNothing purchase={purchase} reason="hold_expired" />;
    case 'failed':
      return <ComeToNothing purchase={purchase} reason={situation.reason} />;
    case 'cancelled':
      return purchase.reason === 'hold_released' ? (
        <ComeToNothing purchase={purchase} reason="hold_released" />
      ) : (
        <Cancelled purchase={purchase} />
      );
    case 'paid':
      return (
        <Notice color="teal" title={t('standing.paid')}>
          {t('standing.paidText')}
        </Notice>
      );
  }
}

/** Where a purchase stands, and what its buyer is to do. When that changes, it comes into view. */
export function Standing({ purchase, paying }: Props) {
  const now = useMoment(purchase.status === 'reserved' ? purchase.expires_at : null);
  const situation = situationOf(purchase, paying.isPending, now);
  const { kind } = situation;
  const box = useRef<HTMLDivElement>(null);
  const shown = useRef(kind);
  useEffect(() => {
    if (shown.current === kind) return;
    shown.current = kind;
    box.current?.scrollIntoView({ block: 'nearest' });
  }, [kind]);
  return (
    <div ref={box} className={classes.standing}>
      <KeepsFocus>
        <Told purchase={purchase} paying={paying} situation={situation} />
      </KeepsFocus>
    </div>
  );
}
