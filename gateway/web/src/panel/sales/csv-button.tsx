import { Button, Group, Text } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useExplain } from '../components/explain.ts';
import { downloadCsv } from './download-csv.ts';
import type { SalesFilter } from './sales-filter.ts';

type Download =
  | { state: 'idle' }
  | { state: 'running'; rows: number }
  | { state: 'done'; rows: number }
  | { state: 'failed'; error: unknown };

function useDownload() {
  const [download, setDownload] = useState<Download>({ state: 'idle' });
  const abort = useRef<AbortController>(undefined);

  async function start(filter: SalesFilter): Promise<void> {
    const controller = new AbortController();
    abort.current = controller;
    setDownload({ state: 'running', rows: 0 });
    try {
      const onProgress = ({ rows }: { rows: number }) => setDownload({ state: 'running', rows });
      const rows = await downloadCsv(filter, onProgress, controller.signal);
      setDownload({ state: 'done', rows });
    } catch (error) {
      setDownload(controller.signal.aborted ? { state: 'idle' } : { state: 'failed', error });
    }
  }

  return { download, start, stop: () => abort.current?.abort() };
}

/** Downloads the rows that the filter asks for, and says how far it is. */
export function CsvButton({ filter }: { filter: SalesFilter }) {
  const { t } = useTranslation('panel');
  const explain = useExplain();
  const { download, start, stop } = useDownload();
  const running = download.state === 'running';
  return (
    <Group gap="sm">
      <Button
        variant="default"
        leftSection={<IconDownload size={16} aria-hidden="true" />}
        onClick={() => void start(filter)}
        disabled={running}
      >
        {t('csv.download')}
      </Button>
      {running && (
        <Button variant="subtle" onClick={stop}>
          {t('csv.stop')}
        </Button>
      )}
      <Text size="sm" role="status" c={download.state === 'failed' ? 'red' : 'dimmed'}>
        {running && t('csv.progress', { count: download.rows })}
        {download.state === 'done' && t('csv.done', { count: download.rows })}
        {download.state === 'failed' && `${t('csv.failed')} ${explain(download.error)}`}
      </Text>
    </Group>
  );
}
