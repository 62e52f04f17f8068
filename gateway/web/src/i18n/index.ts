import i18next, { type BackendModule } from 'i18next';
import { initReactI18next } from 'react-i18next';
import { chooseLanguage, LANGUAGE_KEY, type Language } from './languages.ts';
import { withPlurals } from './texts.ts';

export { explain, explainFields } from './explain.ts';
export { isLanguage, LANGUAGES, type Language } from './languages.ts';
export type { Texts } from './texts.ts';

type Namespace = Parameters<typeof withPlurals>[0];

// Each file is loaded when it is needed: nobody reads two languages, and few visitors the panel's texts.
const files = import.meta.glob<Record<string, Namespace>>('./{en,pt-br}/*.ts');

const backend: BackendModule = {
  type: 'backend',
  callbackApi: true,
  init() {},
  read(language, namespace, done) {
    const load = files[`./${language.toLowerCase()}/${namespace}.ts`];
    if (!load) {
      done(new Error(`There are no texts ${namespace} in ${language}`), false);
      return;
    }
    load().then(
      (module) => done(null, withPlurals(module[namespace] ?? {})),
      (error) => done(error, false),
    );
  },
};

function storedLanguage(): string | null {
  try {
    return localStorage.getItem(LANGUAGE_KEY);
  } catch {
    return null;
  }
}

/** Loads the texts that every visitor needs. To be awaited before anything is shown. */
export async function startI18n(): Promise<void> {
  i18next.on('languageChanged', (language) => {
    document.documentElement.lang = language;
  });
  await i18next
    .use(backend)
    .use(initReactI18next)
    .init({
      lng: chooseLanguage(storedLanguage(), navigator.languages),
      fallbackLng: false,
      ns: ['common', 'storefront', 'problems'],
      defaultNS: 'common',
      interpolation: { escapeValue: false },
      returnNull: false,
    });
}

/** Speaks another language from now on, and at the next visit. */
export async function speak(language: Language): Promise<void> {
  await i18next.changeLanguage(language);
  try {
    localStorage.setItem(LANGUAGE_KEY, language);
  } catch {
    // It is spoken until the page is left.
  }
}
