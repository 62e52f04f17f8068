import { Button, type ButtonProps } from '@mantine/core';
import type { ReactNode } from 'react';
import { Link, type LinkProps } from 'react-router';

type Props = ButtonProps & Pick<LinkProps, 'to'> & { children: ReactNode };

/** A link that looks like a button. */
export function LinkButton(props: Props) {
  return <Button component={Link} {...props} />;
}
