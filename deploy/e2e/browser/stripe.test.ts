import { startStripeDouble } from '@boxoffice/testing';
import { afterAll, expect } from '@jest/globals';
import { ok } from '../support/answer.ts';
import { useBrowser } from '../support/browser.ts';
import { stageRows } from './shop.ts';

const stripe = await startStripeDouble();
afterAll(() => stripe.stop());

const { api, scene } = useBrowser({
  PAYMENT_PROVIDER: 'stripe',
  STRIPE_API_URL: stripe.url,
  STRIPE_SECRET_KEY: stripe.secretKey,
  STRIPE_WEBHOOK_SECRET: stripe.webhookSecret,
});

scene('with Stripe the shop offers no test cards, and takes what Stripe has made of a card', async (open) => {
  const buyer = await api.customer();
  const show = await stageRows(api);
  const held = ok(await buyer.reserve([show.ticketIds[0]]), 201);
  const page = await open({ as: buyer, path: `/purchases/${held.id}` });
  await page.getByText('Stripe’s card form is not part of this page').waitFor();
  expect(await page.getByRole('radio').count()).toBe(0);
  const [field, pay] = [page.getByLabel('PaymentMethod of Stripe'), page.getByRole('button', { name: /^Pay R\$/ })];
  await field.fill('4242424242424242');
  await page.getByText('begins with pm_').waitFor();
  expect(await pay.isDisabled()).toBe(true);
  await field.fill('pm_card_visa');
  await pay.click();
  await page.getByText('The tickets are yours').waitFor();
  expect(stripe.intents.map(({ amount_received: amount }) => amount)).toEqual([15_000]);
});
