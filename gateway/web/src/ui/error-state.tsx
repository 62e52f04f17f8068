import { Alert, Button, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { ProblemError } from '../api/problem.ts';
import { explain } from '../i18n/index.ts';

const isOurs = (error: unknown): error is ProblemError => error instanceof ProblemError && error.status >= 500;

/** What went wrong, and a way to try again. */
export function ErrorState({ error, retry }: { error: unknown; retry?: () => void }) {
  const { t } = useTranslation('common');
  const traceId = isOurs(error) ? error.body.trace_id : undefined;
  return (
    <Alert color="red" title={t('state.errorTitle')} role="alert">
      <Stack gap="sm" align="flex-start">
        <Text size="sm">{explain(t, error)}</Text>
        {typeof traceId === 'string' && (
          <Text size="xs" c="dimmed">
            {t('state.traceId', { id: traceId })}
          </Text>
        )}
        {retry && (
          <Button size="xs" variant="default" onClick={retry}>
            {t('state.retry')}
          </Button>
        )}
      </Stack>
    </Alert>
  );
}
