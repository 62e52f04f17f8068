import { expect, test } from '@jest/globals';
import { printable } from './printable.ts';

test.each([
  ['São Paulo, Praça da Sé', 'São Paulo, Praça da Sé'],
  ['Sa\u0303o Paulo', 'São Paulo'],
  ['“Ópera” – Noite d’Été … 50 € ™', '“Ópera” – Noite d’Été … 50 € ™'],
  ['Łódź, Škoda, Čapek, İzmir, Đorđe', 'Lódz, Škoda, Capek, Izmir, Dorde'],
  ['ﬁnale Ⅳ − ½', 'finale IV - ½'],
  ['🎸 Rock 👩‍👩‍👧 Night ❤️', 'Rock Night'],
  ['line\none\ttwo\u2028three', 'line one two three'],
  ['Большой', '???????'],
  ['東京 Tokyo', '?? Tokyo'],
  ['a\u200bb\u00adc', 'ab\u00adc'],
  ['  wide   spaces ', 'wide spaces'],
  ['\u0081\u009f', ''],
])('%j is printed as %j', (text, printed) => {
  expect(printable(text)).toBe(printed);
});
