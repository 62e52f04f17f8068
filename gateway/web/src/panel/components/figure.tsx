import { Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import styles from '../panel.module.css';

/** A number with its name. With `to` it opens the rows behind it. */
export function Figure({
  label,
  children,
  to,
  hint,
}: {
  label: string;
  children: ReactNode;
  to?: string;
  hint?: string;
}) {
  const content = (
    <>
      <Text component="span" display="block" size="sm" c="dimmed">
        {label}
      </Text>
      <span className={styles.figureValue}>{children}</span>
      {hint && (
        <Text component="span" display="block" size="xs" c="dimmed">
          {hint}
        </Text>
      )}
    </>
  );
  return to === undefined ? (
    <div className={styles.figure}>{content}</div>
  ) : (
    <Link to={to} className={styles.figure}>
      {content}
    </Link>
  );
}

/** Numbers side by side. */
export function Figures({ children }: { children: ReactNode }) {
  return <div className={styles.figures}>{children}</div>;
}
