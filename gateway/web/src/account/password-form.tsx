import { Stack, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../api/client.ts';
import { call, ProblemError } from '../api/problem.ts';
import { AccountForm } from '../auth/account-form.tsx';

// Who changes the password is told which of two passwords is wrong.
function atItsField(error: unknown, message: string): unknown {
  if (!(error instanceof ProblemError) || error.reason !== 'invalid_credentials') return error;
  const errors = [{ field: 'current_password', message }];
  return new ProblemError(error.status, 'wrong_password', error.detail, { ...error.body, errors });
}

/** Changes the own password. */
export function PasswordForm() {
  const { t } = useTranslation('common');
  const client = useQueryClient();
  const change = useMutation({
    mutationFn: ({ current_password = '', new_password = '' }: Record<string, string>) =>
      call(api.POST('/v1/me/password', { body: { current_password, new_password } })),
    // The other sessions have ended.
    onSuccess: () => client.invalidateQueries({ queryKey: ['sessions'] }),
  });
  return (
    <Stack>
      <AccountForm
        // A password that was accepted must not stay in the page.
        key={change.isSuccess ? change.submittedAt : 0}
        fields={[
          {
            name: 'current_password',
            label: t('account.currentPassword'),
            type: 'password',
            autoComplete: 'current-password',
          },
          {
            name: 'new_password',
            label: t('account.newPassword'),
            type: 'password',
            autoComplete: 'new-password',
            hint: t('auth.passwordHint'),
          },
        ]}
        submit={t('account.changePassword')}
        onSubmit={(values) => change.mutate(values)}
        isPending={change.isPending}
        error={atItsField(change.error, 'is wrong')}
      />
      <Text size="sm" c="dimmed" role="status">
        {change.isSuccess && t('account.passwordChanged')}
      </Text>
    </Stack>
  );
}
