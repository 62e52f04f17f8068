import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { type Field, underLoad } from '../faults/field.ts';
import { killParts } from '../faults/kills.ts';
import { replayOutbox, stopPostgres, wipeBroker } from '../faults/servers.ts';
import { openStage, type Stage } from '../faults/stage.ts';
import { crashPlatform } from '../faults/standalone.ts';
import { createApi } from './support/api.ts';
import { fastFolder } from './support/folder.ts';
import { settledPurchases } from './support/ledger.ts';
import { stillRunning } from './support/processes.ts';
import { chooseSeed } from './support/random.ts';
import type { Problem } from './support/resources.ts';
import { stageShow } from './support/show.ts';

jest.setTimeout(300_000);

const SETTINGS = { HOLD_SECONDS: '3', LEASE_SECONDS: '5', PAYMENT_TIMEOUT_MS: '2400', PAYMENT_RESOLVE_SECONDS: '2' };
const SIZE = { shoppers: 12, perSecond: 40, seats: 600 };
const KILLS = 4;
const BETWEEN_KILLS_MS = { shortest: 400, longest: 1200 };
const BETWEEN_MS = 1000;
const SETTLE_MS = 60_000;

const seed = chooseSeed();

/** Sells while faults happen and checks everything afterwards; what was going on is told only if something is wrong. */
async function whileSelling(stage: Stage, strike: (field: Field) => Promise<void>): Promise<void> {
  const lines: string[] = [];
  const say = (line: string) => void lines.push(line);
  try {
    await underLoad(stage, { name: 'faults', size: SIZE }, { seed, say }, strike);
  } catch (error) {
    process.stdout.write(`${lines.join('\n')}\n`);
    throw error;
  }
}

/** Kills every process of a cluster at once, but for its servers, and starts it again on the same data. */
async function crashCluster({ platform, replace, hit }: Field): Promise<void> {
  const servers = await platform().crash();
  expect(stillRunning(servers)).not.toEqual([]);
  hit();
  await replace();
}

describe(`a cluster (seed ${seed})`, () => {
  let stage: Stage;
  beforeAll(async () => {
    const settings = { ...SETTINGS, REPLICAS: 'order=2,inventory=2' };
    stage = await openStage({ topology: 'cluster', settings, parent: fastFolder() });
  });
  afterAll(() => stage.close());

  test('keeps its promises when processes are killed, servers stop and forget, and all of it crashes', async () => {
    const begun = new Date();
    await whileSelling(stage, async (field) => {
      const { folder, platform, hit } = field;
      await killParts(field, { seed, kills: KILLS, purchases: 0 }, BETWEEN_KILLS_MS);
      await stopPostgres(folder);
      hit();
      await sleep(BETWEEN_MS);
      await wipeBroker(platform(), folder);
      hit();
      await replayOutbox(folder, begun);
      await sleep(BETWEEN_MS);
      await crashCluster(field);
      await sleep(BETWEEN_MS);
    });
  });

  test('never tells a purchase as one that took nothing when inventory is gone after the payment', async () => {
    const api = createApi(() => stage.platform().url);
    const [show, buyer] = [await stageShow(api), await api.customer()];
    const buying = buyer.buy([show.ticketIds[0]], 'tok_slow');
    await sleep(500);
    const release = stage.platform().keepDown('inventory', 'inventory-2');
    const answer = await buying;
    release();
    const [purchase] = await settledPurchases(api, show, [buyer], SETTLE_MS);
    expect(purchase).toMatchObject({ status: 'paid', payment: { status: 'captured' } });
    if (answer.status === 201) expect(purchase).toEqual(answer.body);
    else {
      expect([answer.status, (answer.body as unknown as Problem).purchase_id]).toEqual([504, purchase?.id]);
      expect(answer.text).not.toContain('nothing was taken');
    }
  });
});

test(`a standalone platform that is killed with its PostgreSQL keeps its promises (seed ${seed})`, async () => {
  const stage = await openStage({ topology: 'standalone', settings: SETTINGS, parent: fastFolder() });
  try {
    await whileSelling(stage, async (field) => {
      await sleep(2 * BETWEEN_MS);
      await crashPlatform(field);
      await sleep(BETWEEN_MS);
    });
  } finally {
    await stage.close();
  }
});
