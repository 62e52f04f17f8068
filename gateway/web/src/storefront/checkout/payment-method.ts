/** Whether a text can be the id of a PaymentMethod of Stripe, as far as the API looks at it. */
export function isPaymentMethod(text: string): boolean {
  return /^pm_[!-~]+$/.test(text);
}
