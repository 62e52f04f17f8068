import { useTranslation } from 'react-i18next';

// Why purchases fail, and why tickets change. Each has a text.
const KNOWN = [
  'ticket_unavailable',
  'payment_declined',
  'payment_error',
  'payment_timeout',
  'hold_expired',
  'event_not_on_sale',
  'event_cancelled',
  'event_started',
  'ticket_not_found',
  'mixed_currencies',
  'purchase_not_payable',
  'inventory_unavailable',
  'payment_required',
  'cancelled_by_customer',
  'hold_released',
  'created',
  'withdrawn',
  'put_back',
  'reserved',
  'paid',
] as const;

/** Tells a reason of the API in words; one that this version does not know as it is. */
export function useReason(): (reason: string) => string {
  const { t } = useTranslation('panel');
  return (reason) => {
    const known = KNOWN.find((one) => one === reason);
    return known ? t(`reasons.${known}`) : reason.replaceAll('_', ' ');
  };
}
