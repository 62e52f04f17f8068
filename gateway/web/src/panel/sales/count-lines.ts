const NEWLINE = 10;

/** How many lines end in a piece of a file. */
export function countLines(piece: Uint8Array): number {
  let lines = 0;
  for (const byte of piece) if (byte === NEWLINE) lines += 1;
  return lines;
}

/** The name that an answer gives to its file. */
export function fileNameOf(disposition: string | null, otherwise: string): string {
  const name = /filename="?([^";]+)"?/.exec(disposition ?? '')?.[1]?.trim();
  return name === undefined || name === '' ? otherwise : name;
}
