import { Stack, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../api/client.ts';
import { call } from '../api/problem.ts';
import type { components } from '../api/schema.ts';
import { session } from '../api/session.ts';
import { AccountForm, type Field } from '../auth/account-form.tsx';
import { useFormat } from '../format.ts';
import { ErrorState, Loading } from '../ui/index.ts';

type Profile = components['schemas']['Profile'];
type Change = Partial<Record<'name' | 'email' | 'company_name' | 'address' | 'phone', string>>;

const KEY = ['me'];
const NAMES = ['name', 'email', 'company_name', 'address', 'phone'] as const;

function changeOf(profile: Profile, values: Record<string, string>): Change {
  const changed = NAMES.filter((name) => values[name] !== undefined && values[name] !== profile[name]);
  return Object.fromEntries(changed.map((name) => [name, values[name]]));
}

async function save(profile: Profile, values: Record<string, string>): Promise<Profile> {
  const body = changeOf(profile, values);
  return Object.keys(body).length === 0 ? profile : call(api.PATCH('/v1/me', { body }));
}

function useFields({ role, name, email, company_name: company = '', address = '', phone = '' }: Profile): Field[] {
  const { t } = useTranslation('common');
  const own: Field[] =
    role === 'partner'
      ? [{ name: 'company_name', label: t('auth.company'), autoComplete: 'organization', value: company }]
      : [
          { name: 'address', label: t('auth.address'), autoComplete: 'street-address', value: address },
          { name: 'phone', label: t('auth.phone'), type: 'tel', autoComplete: 'tel', value: phone },
        ];
  return [
    { name: 'name', label: t('auth.name'), autoComplete: 'name', value: name },
    ...own,
    { name: 'email', label: t('auth.email'), type: 'email', autoComplete: 'email', value: email },
  ];
}

function Form({ profile }: { profile: Profile }) {
  const { t } = useTranslation('common');
  const format = useFormat();
  const client = useQueryClient();
  const change = useMutation({
    mutationFn: (values: Record<string, string>) => save(profile, values),
    onSuccess: (saved) => {
      client.setQueryData(KEY, saved);
      session.rename(saved.name);
    },
  });
  return (
    <Stack>
      <AccountForm
        fields={useFields(profile)}
        submit={t('action.save')}
        onSubmit={(values) => change.mutate(values)}
        isPending={change.isPending}
        error={change.error}
      />
      <Text size="sm" c="dimmed" role="status">
        {change.isSuccess
          ? t('account.profileSaved')
          : t('account.memberSince', { when: format.day(profile.created_at) })}
      </Text>
    </Stack>
  );
}

/** Shows the own profile and changes it. */
export function ProfileForm() {
  const query = useQuery({ queryKey: KEY, queryFn: ({ signal }) => call(api.GET('/v1/me', { signal })) });
  if (query.data) return <Form profile={query.data} />;
  if (query.isError) return <ErrorState error={query.error} retry={() => void query.refetch()} />;
  return <Loading />;
}
