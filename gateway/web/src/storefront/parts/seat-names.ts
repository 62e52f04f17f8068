import { useTranslation } from 'react-i18next';

type Named = { seat: string; section: string };

/** Names seats in a sentence: those of one section together. */
export function useSeatNames(): (seats: readonly Named[]) => string {
  const { t, i18n } = useTranslation('storefront');
  return (seats) => {
    const sections = Map.groupBy(seats, ({ section }) => section);
    const parts = [...sections].map(([section, inside]) => {
      const names = inside.map(({ seat }) => seat).join(', ');
      return section === '' ? names : t('seats.inSection', { section, names });
    });
    return new Intl.ListFormat(i18n.language).format(parts);
  };
}
