// What the browser would not keep lives as long as the page does.
const memory = new Map<string, string>();

/** What was kept under a name in this browser. */
export function readKept(name: string): string | null {
  try {
    return memory.get(name) ?? localStorage.getItem(name);
  } catch {
    return null;
  }
}

/** Keeps a text under a name, over reloads where the browser lets it; null forgets it. */
export function keep(name: string, text: string | null): void {
  memory.delete(name);
  try {
    if (text === null) localStorage.removeItem(name);
    else localStorage.setItem(name, text);
  } catch {
    if (text !== null) memory.set(name, text);
  }
}
