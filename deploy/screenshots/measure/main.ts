// Measures the web application in Chromium: `npm run web:measure`. Nothing else should run meanwhile.
import { DEMO_PASSWORD, PARTNERS } from '../../demo/data/accounts.ts';
import { visit } from '../../e2e/support/browser-visit.ts';
import { present } from '../../e2e/support/present.ts';
import { runCommand } from '../command.ts';
import { onStage, type Say, type Stage } from '../stage.ts';
import { type Arena, stageArena } from './arena.ts';
import { measureDelays } from './delay.ts';
import { DEVICES, measureFirstLoad, OBSERVER } from './first-load.ts';
import { measurePanning } from './pan.ts';

const kib = (bytes: number) => `${(bytes / 1024).toFixed(1)} KiB`;
const ms = (value: number) => `${Math.round(value)} ms`;
const middle = (values: readonly number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

async function reportFirstLoads({ browser, url }: Stage, arena: Arena, say: Say): Promise<void> {
  for (const [name, path] of [
    ['the list of events', '/'],
    ['an event of 50,000 seats', `/events/${arena.id}`],
  ] as const) {
    for (const device of DEVICES) {
      const load = await measureFirstLoad(browser, url + path, device);
      const kinds = Object.entries(load.bytes).sort(([, a], [, b]) => b - a);
      say(`\nFirst load of ${name} on a ${device.name}`);
      say(`  fetched         ${kib(load.total)} compressed, in ${load.requests} answers`);
      say(`                  ${kinds.map(([kind, bytes]) => `${kind.toLowerCase()} ${kib(bytes)}`).join(', ')}`);
      say(`  first paint     ${ms(load.firstPaintMs)}`);
      say(`  largest paint   ${ms(load.largestPaintMs)}`);
      say(`  blocking time   ${ms(load.blockingMs)}`);
      say(`  layout shift    ${load.shift.toFixed(3)}`);
    }
  }
}

async function reportPanning({ browser, url }: Stage, arena: Arena, say: Say): Promise<void> {
  const { page, context } = await visit(browser, url, { width: 1440, height: 900 });
  await page.addInitScript({ path: OBSERVER });
  await page.goto(`/events/${arena.id}`);
  const map = page.getByRole('application');
  await map.waitFor();
  await page.getByText('Live', { exact: true }).waitFor();
  say(`\nA map of ${arena.seats.toLocaleString('en')} seats, dragged for five seconds, drawn without a graphics card`);
  for (const [zoom, presses] of [
    ['the whole map', 0],
    ['enlarged', 3],
    ['seats with their names', 4],
  ] as const) {
    for (let i = 0; i < presses; i++) await page.getByRole('button', { name: 'Zoom in' }).click();
    const { framesPerSecond, slowIntervalMs } = await measurePanning(page, map);
    say(
      `  ${zoom.padEnd(24)} ${framesPerSecond.toFixed(1)} frames a second, 95% within ${slowIntervalMs.toFixed(1)} ms`,
    );
  }
  await context.close();
}

async function reportDelays({ browser, url, customers }: Stage, arena: Arena, say: Say): Promise<void> {
  const shop = await visit(browser, url, { path: `/events/${arena.id}` });
  const as = { email: PARTNERS[0].email, password: DEMO_PASSWORD };
  const panel = await visit(browser, url, { path: `/panel/events/${arena.id}`, as });
  await shop.page.getByText('Live', { exact: true }).first().waitFor();
  await panel.page.getByText('Live', { exact: true }).first().waitFor();
  // The list begins with the first row of the first section, which has seats A1 to A100.
  const idOf = (seat: string) => arena.firstTicketId + Number(seat.slice(1)) - 1;
  const delays = await measureDelays({ shop: shop.page, panel: panel.page }, present(customers[0]), idOf);
  say('\nA sale elsewhere shows so long after it was answered');
  for (const [where, values] of Object.entries(delays)) {
    say(`  ${where.padEnd(15)} ${ms(middle(values))} in the middle, ${ms(Math.max(...values))} at most`);
  }
  await Promise.all([shop.context.close(), panel.context.close()]);
}

await runCommand(async (say) => {
  await onStage(say, async (stage) => {
    say('Publishing an event of 50,000 seats');
    const arena = await stageArena(present(stage.partners[0]));
    await reportFirstLoads(stage, arena, say);
    await reportPanning(stage, arena, say);
    await reportDelays(stage, arena, say);
  });
});
