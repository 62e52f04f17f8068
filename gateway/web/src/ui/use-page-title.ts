import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { announcePage } from './page-announcer.ts';

/** Names the page in the tab, and tells it to those who do not see the page change. */
export function usePageTitle(title: string | undefined): void {
  const { t } = useTranslation('common');
  const brand = t('brand');
  useEffect(() => {
    if (title === undefined || title === '') return;
    document.title = title === brand ? brand : `${title} · ${brand}`;
    announcePage(title);
  }, [title, brand]);
}
