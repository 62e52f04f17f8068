import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Moment } from './formatting.ts';
import * as formatting from './formatting.ts';

export type { Moment } from './formatting.ts';
export { count, dateTime, day, decimalsOf, money, occasion, percent, relative, time } from './formatting.ts';

/** What a page shows of numbers and times, in the reader's language. */
export type Format = {
  locale: string;
  /** An amount in minor units. */
  money(amount: number, currency: string): string;
  dateTime(moment: Moment): string;
  occasion(moment: Moment): string;
  day(moment: Moment): string;
  time(moment: Moment): string;
  count(value: number): string;
  percent(share: number): string;
  relative(moment: Moment, now?: number): string;
};

/** The formatters of a language. */
export function formatOf(locale: string): Format {
  return {
    locale,
    money: (amount, currency) => formatting.money(amount, currency, locale),
    dateTime: (moment) => formatting.dateTime(moment, locale),
    occasion: (moment) => formatting.occasion(moment, locale),
    day: (moment) => formatting.day(moment, locale),
    time: (moment) => formatting.time(moment, locale),
    count: (value) => formatting.count(value, locale),
    percent: (share) => formatting.percent(share, locale),
    relative: (moment, now) => formatting.relative(moment, locale, now),
  };
}

/** The formatters of the reader's language. */
export function useFormat(): Format {
  const { i18n } = useTranslation('common');
  const locale = i18n.language;
  return useMemo(() => formatOf(locale), [locale]);
}
