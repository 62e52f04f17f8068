import { Button, Group, Stack, Text } from '@mantine/core';
import { IconCalendarPlus, IconFileTypePdf, IconQrcode } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { PurchaseItem } from '../data/types.ts';
import { useExplain } from '../data/use-explain.ts';
import { passFileName } from './file-name.ts';
import { FORMATS, PASS_FORMATS, type PassFormat, readPass } from './passes.ts';
import { saveFile } from './save-file.ts';

const ICONS = { pdf: IconFileTypePdf, qr: IconQrcode, calendar: IconCalendarPlus };

type Props = { purchaseId: number; item: PurchaseItem };

/** Downloads the pass of a sold ticket in one of its forms. */
export function PassLinks({ purchaseId, item }: Props) {
  const { t } = useTranslation('storefront');
  const explain = useExplain();
  const { ticket_id: ticketId, event_name: eventName, seat } = item;
  const downloading = useMutation({
    mutationFn: async (format: PassFormat) =>
      saveFile(await readPass(purchaseId, ticketId, format), passFileName(eventName, seat, FORMATS[format].extension)),
  });
  return (
    <Stack gap={4}>
      <Group gap={4} role="group" aria-label={t('pass.of', { seat })}>
        {PASS_FORMATS.map((format) => {
          const Icon = ICONS[format];
          return (
            <Button
              key={format}
              size="compact-sm"
              variant="light"
              loading={downloading.isPending && downloading.variables === format}
              aria-label={t(`pass.${format}Of`, { seat })}
              leftSection={<Icon size={16} aria-hidden />}
              onClick={() => downloading.mutate(format)}
            >
              {t(`pass.${format}`)}
            </Button>
          );
        })}
      </Group>
      <Text size="sm" c="red" role="alert">
        {downloading.error && explain(downloading.error)}
      </Text>
    </Stack>
  );
}
