import { useTranslation } from 'react-i18next';
import { explain } from '../../i18n/explain.ts';

/** Tells what went wrong in words that a buyer understands. */
export function useExplain(): (error: unknown) => string {
  const { t } = useTranslation();
  return (error) => explain(t, error);
}
