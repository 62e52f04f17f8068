/** The languages of the application, each named by itself. */
export const LANGUAGES = { en: 'English', 'pt-BR': 'Português (Brasil)' } as const;

export type Language = keyof typeof LANGUAGES;

/** Where the chosen language is kept. */
export const LANGUAGE_KEY = 'boxoffice.language';

/** Whether a text names one of the languages. */
export function isLanguage(text: string | null): text is Language {
  return text !== null && Object.hasOwn(LANGUAGES, text);
}

/** The language to speak: the chosen one, else the first of the reader's that is known, else English. */
export function chooseLanguage(chosen: string | null, readers: readonly string[]): Language {
  if (isLanguage(chosen)) return chosen;
  for (const reader of readers) {
    const [main] = reader.toLowerCase().split('-');
    if (main === 'pt') return 'pt-BR';
    if (main === 'en') return 'en';
  }
  return 'en';
}
