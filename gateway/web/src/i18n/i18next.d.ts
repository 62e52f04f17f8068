import 'i18next';
import type { common } from './en/common.ts';
import type { panel } from './en/panel.ts';
import type { problems } from './en/problems.ts';
import type { seatMap } from './en/seat-map.ts';
import type { storefront } from './en/storefront.ts';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'common';
    resources: {
      common: typeof common;
      panel: typeof panel;
      problems: typeof problems;
      'seat-map': typeof seatMap;
      storefront: typeof storefront;
    };
  }
}
