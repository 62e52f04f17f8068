import { decimalsOf } from '../../formatting.ts';

/** What someone typed as minor units: 150 (BRL) is 15000. */
export function toMinor(amount: number, currency: string): number {
  return Math.round(amount * 10 ** decimalsOf(currency));
}

/** Minor units as someone types them: 15000 (BRL) is 150. */
export function toMajor(minor: number, currency: string): number {
  return minor / 10 ** decimalsOf(currency);
}

/** The largest price the API takes, in minor units. */
export const MAX_PRICE = 99_999_999_999;
