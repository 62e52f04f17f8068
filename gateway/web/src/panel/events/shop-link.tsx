import { Anchor, Button, CopyButton, Group } from '@mantine/core';
import { IconExternalLink } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';

/** The page where people buy: opens it, or copies its address. */
export function ShopLink({ eventId }: { eventId: number }) {
  const { t } = useTranslation('panel');
  const path = `/events/${eventId}`;
  return (
    <Group gap="sm">
      <Anchor component={Link} to={path} size="sm">
        <Group component="span" gap={4}>
          {t('event.shop')}
          <IconExternalLink size={14} aria-hidden="true" />
        </Group>
      </Anchor>
      <CopyButton value={new URL(path, window.location.href).href}>
        {({ copied, copy }) => (
          <Button variant="default" size="compact-sm" onClick={copy}>
            {copied ? t('event.copied') : t('event.copyLink')}
          </Button>
        )}
      </CopyButton>
    </Group>
  );
}
