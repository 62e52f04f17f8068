import { expect, test } from '@jest/globals';
import { passFileName } from './file-name.ts';

test('a pass is named so that every system can keep it', () => {
  expect(passFileName('Taça das Capitais: Recife x Fortaleza', 'AA/12', 'pdf')).toBe(
    'taca-das-capitais-recife-x-fortaleza-aa-12.pdf',
  );
  expect(passFileName('../../etc', 'GA-1', 'ics')).toBe('etc-ga-1.ics');
  expect(passFileName('***', '…', 'svg')).toBe('ticket.svg');
});
