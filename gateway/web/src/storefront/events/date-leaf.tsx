import { useTranslation } from 'react-i18next';
import classes from './date-leaf.module.css';

/** A day as a leaf of a calendar. */
export function DateLeaf({ date }: { date: string }) {
  const { i18n } = useTranslation();
  const moment = new Date(date);
  const part = (options: Intl.DateTimeFormatOptions) => moment.toLocaleDateString(i18n.language, options);
  return (
    <time className={classes.leaf} dateTime={date}>
      <span className={classes.word}>{part({ weekday: 'short' }).replace('.', '')}</span>
      <span className={classes.day}>{part({ day: 'numeric' })}</span>
      <span className={classes.word}>{part({ month: 'short' }).replace('.', '')}</span>
      <span className={classes.word}>{part({ year: 'numeric' })}</span>
    </time>
  );
}
