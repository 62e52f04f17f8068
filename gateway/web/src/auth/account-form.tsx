import { Button, PasswordInput, Stack, TextInput } from '@mantine/core';
import { type FormEvent, type HTMLInputTypeAttribute, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { explainFields } from '../i18n/index.ts';
import { ErrorState } from '../ui/index.ts';

/** One field of a form; its name is the API's. */
export type Field = {
  name: string;
  label: string;
  autoComplete: string;
  type?: HTMLInputTypeAttribute;
  hint?: string;
  placeholder?: string;
  value?: string;
};

type AccountFormProps = {
  fields: readonly Field[];
  submit: string;
  onSubmit(values: Record<string, string>): void;
  isPending: boolean;
  /** Why the last attempt was refused: shown at the fields that are named in it, else above them. */
  error: unknown;
};

function FormField({ field, error }: { field: Field; error: string | undefined }) {
  const { t } = useTranslation('common');
  const { name, label, type, hint, placeholder, value, autoComplete } = field;
  const common = { name, label, description: hint, placeholder, defaultValue: value, autoComplete, error };
  if (type !== 'password') return <TextInput {...common} type={type ?? 'text'} required withAsterisk={false} />;
  return (
    <PasswordInput
      {...common}
      required
      withAsterisk={false}
      visibilityToggleButtonProps={{ 'aria-label': t('auth.showPassword'), 'aria-hidden': false, tabIndex: 0 }}
    />
  );
}

/** A form of texts that are checked by the API alone, whose answers are told in the reader's language. */
export function AccountForm({ fields, submit, onSubmit, isPending, error }: AccountFormProps) {
  const { t } = useTranslation('common');
  const form = useRef<HTMLFormElement>(null);
  const errors = explainFields(t, error);
  const isShown = fields.some(({ name }) => errors[name] !== undefined);

  useEffect(() => {
    if (error) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [error]);

  function handle(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    const values = new FormData(event.currentTarget);
    onSubmit(Object.fromEntries(fields.map(({ name }) => [name, String(values.get(name) ?? '')])));
  }

  return (
    <form ref={form} onSubmit={handle} noValidate>
      <Stack>
        {Boolean(error) && !isShown && <ErrorState error={error} />}
        {fields.map((field) => (
          <FormField key={field.name} field={field} error={errors[field.name]} />
        ))}
        <Button type="submit" loading={isPending}>
          {submit}
        </Button>
      </Stack>
    </form>
  );
}
