const KEY = 'boxoffice.reloaded';
const AGAIN_AFTER_MS = 60_000;

function reloadedJustNow(): boolean {
  try {
    return Date.now() - Number(sessionStorage.getItem(KEY) ?? 0) < AGAIN_AFTER_MS;
  } catch {
    return true;
  }
}

/**
 * Loads the page again when a part of the application is not there any more, as after a new version was installed. Once in
 * a while only, so that a part that is really missing shows an error.
 */
export function reloadWhenOutdated(): void {
  window.addEventListener('vite:preloadError', (event) => {
    if (reloadedJustNow()) return;
    event.preventDefault();
    sessionStorage.setItem(KEY, String(Date.now()));
    window.location.reload();
  });
}
