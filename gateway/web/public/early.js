// Runs before the first paint: the page has its colours and its language before the application is there.
(() => {
  const kept = (name) => {
    try {
      return localStorage.getItem(name);
    } catch {
      return null;
    }
  };
  const root = document.documentElement;
  const scheme = kept('mantine-color-scheme-value');
  const isDark = matchMedia('(prefers-color-scheme: dark)').matches;
  root.dataset.mantineColorScheme = scheme === 'light' || scheme === 'dark' ? scheme : isDark ? 'dark' : 'light';
  const language = kept('boxoffice.language') ?? navigator.language;
  root.lang = language.toLowerCase().startsWith('pt') ? 'pt-BR' : 'en';
})();
