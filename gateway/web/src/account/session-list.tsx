import { Badge, Button, Stack, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../api/client.ts';
import { call } from '../api/problem.ts';
import type { components } from '../api/schema.ts';
import { useFormat } from '../format.ts';
import { ConfirmModal, ErrorState, Loading } from '../ui/index.ts';
import styles from './account.module.css';
import { deviceOf } from './device.ts';

type Session = components['schemas']['Session'];

function useDeviceName(): (session: Session) => string {
  const { t } = useTranslation('common');
  return ({ user_agent: userAgent }) => {
    const { browser, system } = deviceOf(userAgent);
    if (browser && system) return t('account.deviceOn', { browser, system });
    return browser ?? system ?? t('account.unknownDevice');
  };
}

function SessionRow({ session, onEnd }: { session: Session; onEnd(): void }) {
  const { t } = useTranslation('common');
  const format = useFormat();
  const device = useDeviceName()(session);
  return (
    <li className={styles.session}>
      <div>
        <Text fw={500}>
          {device} {session.current && <Badge variant="light">{t('account.thisDevice')}</Badge>}
        </Text>
        <Text size="sm" c="dimmed">
          {session.ip} · {t('account.since', { when: format.dateTime(session.created_at) })} ·{' '}
          {t('account.lastUsed', { when: format.relative(session.last_used_at) })}
        </Text>
      </div>
      {!session.current && (
        <Button size="xs" variant="default" onClick={onEnd} aria-label={t('account.endSessionOf', { device })}>
          {t('account.endSession')}
        </Button>
      )}
    </li>
  );
}

function EndSession({ session, onClose }: { session: Session; onClose(): void }) {
  const { t } = useTranslation('common');
  const client = useQueryClient();
  const device = useDeviceName()(session);
  const end = useMutation({
    mutationFn: () => call(api.DELETE('/v1/auth/sessions/{id}', { params: { path: { id: session.id } } })),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ['sessions'] });
      onClose();
    },
  });
  return (
    <ConfirmModal
      opened
      onClose={onClose}
      onConfirm={() => end.mutate()}
      title={t('account.endTitle')}
      confirm={t('account.endSession')}
      loading={end.isPending}
      error={end.error}
      danger
    >
      <Text size="sm">{t('account.endText', { device })}</Text>
    </ConfirmModal>
  );
}

/** Where the account is signed in, and a way to end each session but this one. */
export function SessionList() {
  const { t } = useTranslation('common');
  const [ending, setEnding] = useState<Session>();
  const query = useQuery({
    queryKey: ['sessions'],
    queryFn: ({ signal }) => call(api.GET('/v1/auth/sessions', { signal })),
    staleTime: 0,
  });
  if (query.isError && !query.data) return <ErrorState error={query.error} retry={() => void query.refetch()} />;
  if (!query.data) return <Loading />;
  return (
    <Stack>
      <Text size="sm" c="dimmed">
        {t('account.sessionsText')}
      </Text>
      <ul className={styles.sessions}>
        {query.data.data.map((session) => (
          <SessionRow key={session.id} session={session} onEnd={() => setEnding(session)} />
        ))}
      </ul>
      {ending && <EndSession session={ending} onClose={() => setEnding(undefined)} />}
    </Stack>
  );
}
