// The characters that PDF's own fonts have (WinAnsiEncoding, ISO 32000-1, annex D).
const WRITABLE = new Set(
  [...new TextDecoder('windows-1252').decode(Uint8Array.from({ length: 224 }, (_, i) => i + 32))].filter(
    (character) => !/\p{Cc}/u.test(character),
  ),
);

// Latin letters that are no letter with an accent to Unicode, and signs that look the same.
const LOOKALIKES: Record<string, string> = {
  Ł: 'L',
  ł: 'l',
  Đ: 'D',
  đ: 'd',
  Ħ: 'H',
  ħ: 'h',
  Ŧ: 'T',
  ŧ: 't',
  Ŋ: 'N',
  ŋ: 'n',
  ı: 'i',
  '‐': '-',
  '−': '-',
  '′': "'",
  '″': '"',
};

function writable(character: string): string {
  if (WRITABLE.has(character)) return character;
  const plain = LOOKALIKES[character] ?? character.normalize('NFKD').replaceAll(/\p{M}/gu, '');
  if (plain !== '' && [...plain].every((letter) => WRITABLE.has(letter))) return plain;
  // Pictures and what is invisible anyway may go; a letter must not go unnoticed.
  return /[\p{L}\p{N}]/u.test(character) ? '?' : '';
}

/**
 * A text in the characters of PDF's own fonts, which every reader has: those of western Europe and the Americas. Other
 * Latin letters lose their accents; letters of other scripts become question marks.
 */
export function printable(text: string): string {
  const line = text.normalize('NFC').replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]/gu, ' ');
  return [...line].map(writable).join('').replaceAll(/ {2,}/g, ' ').trim();
}
