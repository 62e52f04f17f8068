import type { Figures, Item, Purchase } from './resources.ts';

/** Sales figures counted from the buyers' own purchases: what the platform's summary must be equal to. */
export function countSales(purchases: readonly Purchase[], counts: (item: Item) => boolean): Figures {
  const amounts = new Map<string, number>();
  const figures = { tickets_sold: 0, tickets_cancelled: 0, purchases: 0 };
  for (const { items } of purchases) {
    const own = items.filter(counts);
    const sold = own.filter(({ status }) => status === 'sold');
    for (const { currency, price } of sold) amounts.set(currency, (amounts.get(currency) ?? 0) + price);
    figures.tickets_sold += sold.length;
    figures.tickets_cancelled += own.filter(({ status }) => status === 'cancelled').length;
    if (sold.length > 0) figures.purchases += 1;
  }
  const totals = [...amounts].map(([currency, amount]) => ({ currency, amount }));
  return { currency_totals: totals.sort((a, b) => (a.currency < b.currency ? -1 : 1)), ...figures };
}
