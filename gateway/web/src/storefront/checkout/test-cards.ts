/** A card of the payment sandbox: its token says what happens. No number is ever typed or sent. */
export type TestCard = { token: string; name: Outcome; brand: string; lastDigits: string };

/** What a card does, as a key of the texts. */
export type Outcome = 'approved' | 'slow' | 'declined' | 'poor' | 'broken' | 'silent' | 'lost';

/** The cards of the sandbox, those that pay first. */
export const TEST_CARDS: readonly TestCard[] = [
  { token: 'tok_approved', name: 'approved', brand: 'Visa', lastDigits: '4242' },
  { token: 'tok_slow', name: 'slow', brand: 'Mastercard', lastDigits: '2000' },
  { token: 'tok_declined', name: 'declined', brand: 'Visa', lastDigits: '0002' },
  { token: 'tok_insufficient_funds', name: 'poor', brand: 'Elo', lastDigits: '9995' },
  { token: 'tok_error', name: 'broken', brand: 'Amex', lastDigits: '0119' },
  { token: 'tok_timeout', name: 'silent', brand: 'Visa', lastDigits: '0408' },
  { token: 'tok_lost_response', name: 'lost', brand: 'Mastercard', lastDigits: '0504' },
];
