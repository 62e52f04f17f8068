import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { ServiceName } from '../../foundation/secrets.ts';
import { audit } from '../audit.ts';
import type { AuditReport } from '../report.ts';
import { administer, withCopies } from './databases.ts';
import { PLANTINGS } from './plants/index.ts';
import { openWorld, type World } from './world.ts';

let world: World;

beforeAll(async () => {
  world = await openWorld();
}, 60_000);

afterAll(() => world.drop());

// Nothing is given time here: the platform is stopped and has done all it had to.
const look = (urls: World['urls']) => audit(urls, { asOf: world.stoppedAt, graceSeconds: 0, rounds: 1 });

/** The ids of all violations, by invariant, each in an order of its own. */
function idsOf({ invariants }: AuditReport): Record<string, string[]> {
  const violated = invariants.filter(({ violations }) => violations > 0);
  return Object.fromEntries(violated.map(({ id, findings }) => [id, inOrder(findings.map(({ ids }) => ids))]));
}

const inOrder = (ids: object[]) => ids.map((one) => JSON.stringify(one, Object.keys(one).sort())).sort();

test('a platform that sold in every way there is and was stopped is clean', async () => {
  const report = await look(world.urls);
  expect(idsOf(report)).toEqual({});
  expect(report).toMatchObject({ clean: true, violations: 0, rounds: 1 });
  for (const { rows } of report.invariants) expect(rows).toBeGreaterThan(0);
});

for (const [id, plantings] of Object.entries(PLANTINGS)) {
  describe(`${id} finds`, () => {
    test.each(plantings)('%s', async (_, plant) => {
      const { change, found } = await plant(world);
      const services = Object.keys(change) as ServiceName[];
      await withCopies(world.urls, services, async (urls) => {
        for (const name of services) await administer(urls[name], change[name] ?? '');
        const expected = Object.fromEntries(Object.entries(found).map(([of, ids]) => [of, inOrder(ids)]));
        expect(idsOf(await look(urls))).toEqual(expected);
      });
    });
  });
}
