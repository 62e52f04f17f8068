export { useBasket, useBasketCount } from './basket/store.ts';
