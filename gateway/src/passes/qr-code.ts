import QRCode from 'qrcode';

// Medium: what a cracked screen or a fold may hide is made up for, and the squares stay large.
const LEVEL = { errorCorrectionLevel: 'M' } as const;

/** A run of dark squares of a QR code, side by side in one row. */
export type Run = { row: number; column: number; length: number };

/** A QR code as a drawing of its own, quiet zone included. */
export function qrCodeSvg(text: string): Promise<string> {
  return QRCode.toString(text, { ...LEVEL, type: 'svg', margin: 4 });
}

/** How many squares a QR code has on each side, and its dark ones. */
export function qrCodeRuns(text: string): { size: number; runs: Run[] } {
  const { modules } = QRCode.create(text, LEVEL);
  const runs: Run[] = [];
  for (let row = 0; row < modules.size; row++) {
    for (let column = 0; column < modules.size; column++) {
      if (!modules.get(row, column)) continue;
      const last = runs.at(-1);
      if (last?.row === row && last.column + last.length === column) last.length++;
      else runs.push({ row, column, length: 1 });
    }
  }
  return { size: modules.size, runs };
}
