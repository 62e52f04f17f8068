import { isTrouble } from '../data/faults.ts';
import { type Basket, type BasketItem, refusalOf } from './rules.ts';

const isId = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) > 0;
const isAmount = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) >= 0;
const isText = (value: unknown): value is string => typeof value === 'string';

function itemIn(value: unknown): BasketItem | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { ticketId, eventId, eventName, seat, section, price, currency, trouble, priceBefore } = value as Record<
    keyof BasketItem,
    unknown
  >;
  if (!isId(ticketId) || !isId(eventId) || !isAmount(price)) return undefined;
  if (!isText(eventName) || !isText(seat) || !isText(section) || !isText(currency)) return undefined;
  if (!/^[A-Z]{3}$/.test(currency)) return undefined;
  return {
    ...{ ticketId, eventId, eventName, seat, section, price, currency },
    ...(isTrouble(trouble) ? { trouble } : {}),
    ...(isAmount(priceBefore) ? { priceBefore } : {}),
  };
}

/** The basket that a browser kept. What is not a basket, or breaks its rules, is empty. */
export function parseBasket(text: string | null): Basket {
  try {
    const values: unknown = JSON.parse(text ?? '[]');
    if (!Array.isArray(values)) return [];
    const items = values.map(itemIn);
    const whole = items.filter((item) => item !== undefined);
    const distinct = new Set(whole.map(({ ticketId }) => ticketId)).size;
    return whole.length === items.length && distinct === items.length && !refusalOf([], whole) ? whole : [];
  } catch {
    return [];
  }
}
