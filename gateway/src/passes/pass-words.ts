/** The languages of printed passes; the first one is for all others. */
export const LANGUAGES = ['en', 'pt-BR'] as const;

/** One of them. */
export type Language = (typeof LANGUAGES)[number];

/** What a printed pass says around its facts. */
export const WORDS = {
  en: {
    title: 'Admission pass',
    date: 'Date',
    place: 'Place',
    seat: 'Seat',
    section: 'Section',
    holder: 'Holder',
    purchase: 'Purchase',
    ticket: 'Ticket',
    note: 'Admits one person, once. Show this code only at the door.',
  },
  'pt-BR': {
    title: 'Ingresso',
    date: 'Data',
    place: 'Local',
    seat: 'Lugar',
    section: 'Setor',
    holder: 'Titular',
    purchase: 'Compra',
    ticket: 'Ingresso',
    note: 'Vale uma entrada para uma pessoa. Mostre o código somente na entrada.',
  },
} as const satisfies Record<Language, Record<string, string>>;

// British English puts the day first and counts to 24, as the rest of the world does.
const LOCALES: Record<Language, string> = { en: 'en-GB', 'pt-BR': 'pt-BR' };

/** A moment in words. Events have no time zone of their own: it is told in UTC, and says so. */
export function writeMoment(moment: Date, language: Language): string {
  const part = (style: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(LOCALES[language], { timeZone: 'UTC', ...style }).format(moment);
  const day = part({ dateStyle: 'full' });
  return `${day.charAt(0).toUpperCase()}${day.slice(1)} · ${part({ timeStyle: 'short' })} UTC`;
}
