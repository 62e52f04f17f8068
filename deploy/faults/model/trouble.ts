/** Calls from order to inventory that may go wrong. */
export type Call = 'reserve' | 'confirm';

/** Where a process may die: at a call, at a payment, when it tells a fact and when it hears one. */
export type Point = Call | 'charge' | 'refund' | 'tell' | 'hear';

/** Who may die. */
export type Victim = 'order' | 'inventory' | 'both';

/**
 * What goes wrong once during a command. A call that is `lost` never arrives, an `unanswered` one is done without an
 * answer, a `late` one arrives long after its caller gave up; a process dies right before or right after a point.
 */
export type Trouble =
  | { kind: 'call'; call: Call; how: 'lost' | 'unanswered' | 'twice' | 'late' | 'slow' }
  | { kind: 'provider'; how: 'cannot be asked' | 'refund lost' | 'refund unanswered' }
  | { kind: 'courier'; how: 'twice' | 'late' }
  | { kind: 'crash'; who: Victim; side: 'before' | 'after'; point: Point };

/** A trouble in words. */
export function describeTrouble(trouble: Trouble): string {
  switch (trouble.kind) {
    case 'call':
      return `${trouble.call} ${trouble.how}`;
    case 'provider':
      return `provider: ${trouble.how}`;
    case 'courier':
      return `facts ${trouble.how}`;
    case 'crash':
      return `${trouble.who} died ${trouble.side} ${trouble.point}`;
  }
}

/** True when order dies at a point, on that side of it if one is named. */
export function orderDies(trouble: Trouble | null, point: Point, side?: 'before' | 'after'): boolean {
  if (trouble?.kind !== 'crash' || trouble.who === 'inventory' || trouble.point !== point) return false;
  return side === undefined || trouble.side === side;
}

/** True when only inventory dies at a point, on that side of it if one is named. */
export function inventoryDies(trouble: Trouble | null, point: Point, side?: 'before' | 'after'): boolean {
  if (trouble?.kind !== 'crash' || trouble.who !== 'inventory' || trouble.point !== point) return false;
  return side === undefined || trouble.side === side;
}
