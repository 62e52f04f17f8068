let current = '';
const listeners = new Set<() => void>();

/** Tells the title of the page that is shown now. */
export function announcePage(title: string): void {
  current = title;
  for (const listener of listeners) listener();
}

/** The title that was told last, for `useSyncExternalStore`. */
export const announcedPage = {
  get: () => current,
  subscribe(listener: () => void) {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
};
