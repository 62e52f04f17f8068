import { Alert, Button, Group, Progress, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../format.ts';
import { useExplain } from '../components/explain.ts';
import { type ChangeProgress, type ChangeResult, sortRefused } from './in-chunks.ts';
import { SeatChips } from './seat-preview.tsx';

const NAMED = 20;

/** How far a change of many tickets is. */
export function ChangeRunning({ progress: { done, total } }: { progress: ChangeProgress }) {
  const { t } = useTranslation('panel');
  const format = useFormat();
  return (
    <div>
      <Progress value={(done / total) * 100} aria-label={t('change.progressLabel')} mb={6} />
      <Text size="sm" role="status">
        {t('change.progress', { done: format.count(done), total: format.count(total) })}
      </Text>
    </div>
  );
}

type OutcomeProps = {
  result: ChangeResult;
  nameOf(ticketId: number): string;
  /** Does the same once more with other tickets. */
  retry(ticketIds: number[]): void;
  close(): void;
};

/** What came of a change: how many seats changed, which requests were refused and why, and how to go on. */
export function ChangeOutcome({ result, nameOf, retry, close }: OutcomeProps) {
  const { t } = useTranslation('panel');
  const explain = useExplain();
  const { changed, refused, left } = result;
  const { atFault, others } = sortRefused(result);
  const isWhole = refused.length === 0;
  const tryAgain = atFault.length > 0 ? 'change.tryOthers' : 'change.tryAgain';
  return (
    <Alert
      color={isWhole ? 'teal' : 'yellow'}
      role={isWhole ? 'status' : 'alert'}
      {...(isWhole ? {} : { title: t('change.refusedTitle') })}
    >
      <Stack gap="xs">
        <Text size="sm">{t('change.done', { count: changed.length })}</Text>
        {refused.map(({ ticketIds, error }) => (
          <Text size="sm" key={ticketIds[0]}>
            {t('change.refused', { count: ticketIds.length, why: explain(error) })}
          </Text>
        ))}
        {atFault.length > 0 && (
          <>
            <Text size="sm">{t('change.atFault')}</Text>
            <SeatChips
              seats={atFault.slice(0, NAMED).map(nameOf)}
              rest={atFault.slice(Math.max(NAMED, atFault.length - 1)).map(nameOf)}
            />
          </>
        )}
        {left.length > 0 && <Text size="sm">{t('change.left', { count: left.length })}</Text>}
        <Group>
          {others.length > 0 && (
            <Button size="xs" onClick={() => retry(others)}>
              {t(tryAgain, { count: others.length })}
            </Button>
          )}
          <Button size="xs" variant="default" onClick={close}>
            {t('change.close')}
          </Button>
        </Group>
      </Stack>
    </Alert>
  );
}
