import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { audit } from '../audit.ts';
import { administer, withCopies } from './databases.ts';
import { moveTicket } from './plants/plant.ts';
import { openWorld, type World } from './world.ts';

let world: World;

beforeAll(async () => {
  world = await openWorld();
}, 60_000);

afterAll(() => world.drop());

const onCopies = (work: (urls: World['urls']) => Promise<void>) => withCopies(world.urls, ['inventory', 'order'], work);

test('inventory may be a step ahead of a purchase that is being paid', async () => {
  const { reserved } = world.purchases;
  const { seat } = world.stage;
  await onCopies(async (urls) => {
    await administer(
      urls.order,
      `update purchases set status = 'paying', version = 3 where id = ${reserved};
       insert into purchase_history (purchase_id, version, from_status, to_status, actor, at)
         values (${reserved}, 3, 'reserved', 'paying', 'customer:1', now());`,
    );
    const sell = [6, 7].map((n) => moveTicket(seat(n), [{ from: 1, to: 2, purchase: reserved }])).join('');
    await administer(urls.inventory, `${sell} update holds set status = 1 where purchase_id = ${reserved};`);
    expect(await audit(urls, { asOf: world.stoppedAt, graceSeconds: 0, rounds: 1 })).toMatchObject({ clean: true });
  });
});

test('a command that died before its first step may be sent again', async () => {
  const { declined } = world.purchases;
  await onCopies(async (urls) => {
    await administer(
      urls.order,
      `insert into idempotency_keys (account, operation, key, request_hash, purchase_id, created_at)
         values ('${world.stage.account}', 'pay_purchase:${declined}', 'died', '', ${declined}, now() - interval '1 day')`,
    );
    expect(await audit(urls, { asOf: world.stoppedAt, graceSeconds: 0, rounds: 1 })).toMatchObject({ clean: true });
  });
});

test('what has just happened may still be on its way, and is late after the grace', async () => {
  const { declined, refunded } = world.purchases;
  const { seat } = world.stage;
  await onCopies(async (urls) => {
    const [event] = await administer(
      urls.order,
      `update purchases set updated_at = now() where id in (${declined}, ${refunded});
       update sagas set due_at = now();
       update outbox set created_at = now(), published_at = null where subject like '%.purchase_paid';
       update outbox set published_at = now() where subject like '%.purchase_failed' returning event_id`,
    );
    await administer(
      urls.inventory,
      `${moveTicket(seat(8), [{ from: 0, to: 1, purchase: declined }])}
       update holds set status = 0, ticket_ids = '{${seat(8)}}' where purchase_id = ${declined};
       delete from inbox where event_id = '${event?.event_id}';
       ${moveTicket(seat(15), [
         { from: 0, to: 1, purchase: refunded },
         { from: 1, to: 2, purchase: refunded },
       ])}`,
    );
    expect(await audit(urls, { rounds: 1, graceSeconds: 60 })).toMatchObject({ clean: true });
    const late = await audit(urls, { rounds: 1, graceSeconds: 60, asOf: new Date(Date.now() + 61_000) });
    const violated = late.invariants.filter(({ violations }) => violations > 0).map(({ id }) => id);
    expect(violated).toEqual(['I1', 'I3', 'I6', 'I8']);
  });
});

test('what is found once and not again is no violation', async () => {
  const { paid } = world.purchases;
  const ticket = world.stage.seat(1);
  await onCopies(async (urls) => {
    await administer(urls.inventory, `update tickets set purchase_id = purchase_id + 1 where id = ${ticket}`);
    const rounds: number[] = [];
    const report = await audit(urls, {
      asOf: world.stoppedAt,
      pauseMs: 500,
      progress({ round }) {
        // As a platform that goes on: this ticket is right now, and the next one is on its way.
        if (rounds.length === 0) {
          void administer(
            urls.inventory,
            `update tickets set purchase_id = ${paid} where id = ${ticket};
             update tickets set purchase_id = purchase_id + 1 where id = ${ticket + 1};`,
          );
        }
        rounds.push(round);
      },
    });
    expect(report).toMatchObject({ clean: true, rounds: 2 });
    expect(report.passing).toBeGreaterThan(0);
    // Only what failed was looked at again.
    expect(rounds.filter((round) => round === 2).length).toBeLessThan(rounds.filter((round) => round === 1).length / 2);
  });
});

test('what is found again every time is a violation', async () => {
  await onCopies(async (urls) => {
    await administer(urls.order, `update purchases set reason = null where id = ${world.purchases.declined}`);
    const report = await audit(urls, { asOf: world.stoppedAt, pauseMs: 10 });
    expect(report).toMatchObject({ clean: false, violations: 1, rounds: 3, passing: 0 });
  });
});

test('a database that can not be read is told by name', async () => {
  const order = new URL(world.urls.order);
  order.pathname = '/no_such_database';
  const urls = { ...world.urls, order: order.href };
  await expect(audit(urls)).rejects.toThrow(
    /^The order database can't be read: database "no_such_database" does not exist/,
  );
  const swapped = { ...world.urls, order: world.urls.identity };
  await expect(audit(swapped)).rejects.toThrow(/^I1 could not be checked: relation "sales" does not exist/);
});
