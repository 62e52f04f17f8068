/** Lets the words of a button wrap where it is narrow, as on a phone or in another language. */
export const WRAPS = { h: 'auto', mih: 36, py: 6, styles: { label: { whiteSpace: 'normal' } } } as const;
