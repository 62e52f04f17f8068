import { CloseButton, TextInput, type TextInputProps } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';

const PAUSE_MS = 300;

type Props = Omit<TextInputProps, 'value' | 'onChange'> & { value: string; onCommit(text: string): void };

/** A text that counts once its writer pauses. */
export function TextFilter({ value, onCommit, ...props }: Props) {
  const { t } = useTranslation('storefront');
  const [draft, setDraft] = useState(value);
  const committed = useRef(value);
  const commit = (text: string) => {
    committed.current = text;
    onCommit(text);
  };
  const commitLater = useDebouncedCallback(commit, PAUSE_MS);

  // Somebody else changed it: the Back button, or "clear filters". What is being written stays.
  useEffect(() => {
    if (value === committed.current) return;
    committed.current = value;
    setDraft(value);
  }, [value]);

  const write = (text: string) => {
    setDraft(text);
    commitLater(text);
  };
  const clear = draft !== '' && <CloseButton aria-label={t('filters.clearText')} onClick={() => write('')} />;
  return (
    <TextInput
      {...props}
      value={draft}
      onChange={({ currentTarget }) => write(currentTarget.value)}
      rightSection={clear}
    />
  );
}
