import { useTranslation } from 'react-i18next';
import { explain } from '../../i18n/index.ts';

/** Tells errors of the API in words. */
export function useExplain(): (error: unknown) => string {
  const { t } = useTranslation('problems');
  return (error) => explain(t, error);
}
