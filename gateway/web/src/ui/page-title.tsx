import { Title, type TitleProps } from '@mantine/core';
import { usePageTitle } from './use-page-title.ts';

/** The heading of a page. One that is plain text also names the page in the tab. */
export function PageTitle({ children, ...props }: Omit<TitleProps, 'order'>) {
  usePageTitle(typeof children === 'string' ? children : undefined);
  return (
    <Title order={1} size="h2" {...props}>
      {children}
    </Title>
  );
}
