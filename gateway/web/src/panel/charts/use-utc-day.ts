import { useTranslation } from 'react-i18next';

/** Writes a day in UTC (YYYY-MM-DD), never shifted into the day before or after. */
export function useUtcDay(): (day: string) => string {
  const { i18n } = useTranslation();
  const format = new Intl.DateTimeFormat(i18n.language, { timeZone: 'UTC', day: 'numeric', month: 'short' });
  return (day) => format.format(new Date(`${day}T00:00:00Z`));
}
