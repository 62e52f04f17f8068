import { expect, test } from '@jest/globals';
import { toMajor, toMinor } from './minor-units.ts';

test('prices become whole minor units and come back', () => {
  expect(toMinor(150, 'BRL')).toBe(15_000);
  expect(toMinor(0.29, 'BRL')).toBe(29);
  expect(toMinor(1.005, 'KWD')).toBe(1005);
  expect(toMinor(1500, 'JPY')).toBe(1500);
  expect(toMajor(15_050, 'BRL')).toBe(150.5);
});
