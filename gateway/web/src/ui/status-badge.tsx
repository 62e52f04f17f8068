import { Badge } from '@mantine/core';
import { useTranslation } from 'react-i18next';

const COLORS = {
  draft: 'gray',
  published: 'teal',
  available: 'gray',
  held: 'yellow',
  sold: 'teal',
  withdrawn: 'gray',
  released: 'gray',
  pending: 'blue',
  reserved: 'yellow',
  paying: 'blue',
  paid: 'teal',
  failed: 'red',
  expired: 'gray',
  cancelling: 'yellow',
  cancelled: 'red',
} as const;

/** The status of an event, a ticket, a purchase or one of its items. */
export type Status = keyof typeof COLORS;

/** Where something stands, in a word and a colour. */
export function StatusBadge({ status }: { status: Status }) {
  const { t } = useTranslation('common');
  return (
    <Badge variant="light" color={COLORS[status]}>
      {t(`status.${status}`)}
    </Badge>
  );
}
