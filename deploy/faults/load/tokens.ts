import type { Random } from '../../e2e/support/random.ts';

const SHARES: readonly (readonly [token: string, inAThousand: number])[] = [
  ['tok_declined', 30],
  ['tok_insufficient_funds', 10],
  ['tok_error', 15],
  ['tok_slow', 15],
  ['tok_lost_response', 10],
  ['tok_timeout', 4],
];

/** Cards whose payment may succeed. */
const PAYING = ['tok_approved', 'tok_slow', 'tok_lost_response'];
const DECLINED = ['tok_declined', 'tok_insufficient_funds'];

/** A card: nearly always one that pays, the others in shares that don't eat the pace. */
export function pickToken(random: Random): string {
  let dice = random.integer(1000);
  for (const [token, share] of SHARES) {
    if (dice < share) return token;
    dice -= share;
  }
  return 'tok_approved';
}

/** True for a card that pays. */
export function pays(token: string | undefined): boolean {
  return token !== undefined && PAYING.includes(token);
}

/** True when this reason may be told of a payment with this card. */
export function mayFailSo(token: string | undefined, reason: string): boolean {
  switch (reason) {
    case 'payment_declined':
      return token !== undefined && DECLINED.includes(token);
    case 'payment_error':
      return token === 'tok_error';
    default:
      return true;
  }
}
