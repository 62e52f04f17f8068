import { expect, test } from '@jest/globals';
import { money, purchaseLine } from './report.ts';

test('money is shown in its own minor units', () => {
  expect(money(1_234_500, 'BRL')).toBe('R$ 12.345,00');
  expect(money(50, 'EUR')).toBe('€ 0,50');
  expect(money(300, 'JPY')).toBe('JP¥ 300');
});

test('purchases are counted by where they stand', () => {
  const item = { ticket_id: 1, event_id: 1, price: 1, currency: 'BRL' };
  const partly = { status: 'paid', items: [{ ...item, status: 'cancelled' as const }] };
  const paid = { status: 'paid', items: [{ ...item, status: 'sold' as const }] };
  expect(purchaseLine([partly, paid, paid])).toBe('2 paid, 1 paid and cancelled in part');
});
