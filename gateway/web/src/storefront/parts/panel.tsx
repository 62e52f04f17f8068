import { Paper, type PaperProps } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './panel.module.css';

/** A part of a page with a frame around it. */
export function Panel({ children, className = '', ...props }: PaperProps & { children: ReactNode; role?: 'status' }) {
  return (
    <Paper component="section" withBorder p="md" radius="md" className={`${classes.panel} ${className}`} {...props}>
      {children}
    </Paper>
  );
}
