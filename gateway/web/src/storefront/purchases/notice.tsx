import { Alert, type AlertProps } from '@mantine/core';
import type { ReactNode } from 'react';

type Props = Pick<AlertProps, 'color' | 'icon'> & { title: string; children?: ReactNode };

/** How things stand, said aloud when it changes. */
export function Notice({ title, children, ...props }: Props) {
  return (
    <div role="status">
      <Alert role="group" title={title} {...props}>
        {children}
      </Alert>
    </div>
  );
}
