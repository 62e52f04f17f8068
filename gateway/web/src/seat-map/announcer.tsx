import { VisuallyHidden } from '@mantine/core';

/** Says the latest news of the map to those who do not see it. */
export function Announcer({ text }: { text: string }) {
  return (
    <VisuallyHidden role="status" aria-live="polite" aria-atomic>
      {text}
    </VisuallyHidden>
  );
}
