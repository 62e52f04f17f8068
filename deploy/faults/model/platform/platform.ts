import { setTimeout as sleep } from 'node:timers/promises';
import { CatalogService } from '@boxoffice/contracts/catalog/v1/catalog_service';
import { InventoryService } from '@boxoffice/contracts/inventory/v1/inventory_service';
import { OrderService } from '@boxoffice/contracts/order/v1/order_service';
import { createLog } from '@boxoffice/platform';
import { createClient } from '@connectrpc/connect';
import { audit } from '../../../audit/audit.ts';
import { renderText } from '../../../audit/report.ts';
import type { Victim } from '../trouble.ts';
import { layClock, openClock } from './clock.ts';
import { createCourier } from './courier.ts';
import { freshDatabases, openSql } from './databases.ts';
import { createFaults } from './faults.ts';
import type { Mortal } from './mortal.ts';
import { createProvider } from './provider.ts';
import { type Between, bearCatalog, bearInventory, bearOrder, HOLD_SECONDS, prepareIdentity } from './services.ts';

const PATIENCE_MS = 60_000;
const LOOK_MS = 8;
// So long that leases are over, and so short that holds are not.
const NAP_SECONDS = 10;
const NAP_EVERY_MS = 1000;

async function giveUp(why: string): Promise<never> {
  await sleep(PATIENCE_MS, undefined, { ref: false });
  throw new Error(why);
}

const UNPUBLISHED = 'select subject from outbox where published_at is null and event_id <> all($1::uuid[])';

const UNFINISHED = `
  select 'purchase ' || id || ' is ' || status as what from purchases
   where status in ('pending', 'paying', 'cancelling') or (status = 'reserved' and expires_at <= now())
  union all
  select 'event ' || event_id || ' is not refunded' from event_cancellations where done_at is null
  union all
  select 'payment ' || key || ' is not asked for' from unresolved_payments where due_at <= now() - interval '30 s'`;

/** The real order, inventory and catalog on databases of their own, with everything around them that can fail. */
export type Platform = Awaited<ReturnType<typeof openPlatform>>;

/** Opens a platform in a PostgreSQL. */
export async function openPlatform(adminUrl: string) {
  const log = createLog('model', process.env.LOG_LEVEL ?? 'silent');
  const { urls, drop } = await freshDatabases(adminUrl);
  await layClock(urls.order);
  const sql = { order: openSql(urls.order), catalog: openSql(urls.catalog), inventory: openSql(urls.inventory) };
  const faults = createFaults(kill);
  const courier = createCourier(faults, log);
  const provider = createProvider(faults);
  const between: Between = { faults, courier, provider, clock: openClock(sql.order), log };
  await prepareIdentity(urls, log);
  const inventory = await bearInventory(urls.inventory, between);
  const catalog = await bearCatalog(urls.catalog, inventory, between);
  const order = await bearOrder(urls.order, inventory, catalog, between);
  let crashes = 0;
  let scenes = 0;

  function victims(who: Victim): Mortal[] {
    if (who === 'both') return [order, inventory];
    return who === 'order' ? [order] : [inventory];
  }

  // They come back by themselves, as under any supervisor.
  function kill(who: Victim): void {
    crashes++;
    for (const victim of victims(who)) {
      victim.kill();
      void victim.revive().catch(() => undefined);
    }
  }

  const revive = async () => {
    await Promise.all([order.revive(), inventory.revive()]);
  };

  /** Waits until nothing is found any more. Throws with what is still there after a minute. */
  async function until(look: () => Promise<string[]>, between: () => Promise<void> = async () => undefined) {
    for (const begun = Date.now(); ; await sleep(LOOK_MS)) {
      const found = await look();
      if (found.length === 0) return;
      if (Date.now() - begun > PATIENCE_MS) throw new Error(`this does not come to an end: ${found.join(', ')}`);
      await between();
    }
  }

  async function unpublished(): Promise<string[]> {
    const held = [courier.held()];
    const rows = await Promise.all(
      [sql.order, sql.catalog].map((one) => one.rows<{ subject: string }>(UNPUBLISHED, held)),
    );
    return rows.flat().map(({ subject }) => `${subject} is not published`);
  }

  async function unfinished(): Promise<string[]> {
    const rows = await sql.order.rows<{ what: string }>(UNFINISHED);
    const late = await sql.order.rows<{ key: string }>('select key from unresolved_payments');
    const owed = late.filter(({ key }) => provider.isCaptured(key)).map(({ key }) => `${key} is not sent back`);
    return [...rows.map(({ what }) => what), ...owed, ...(await unpublished())];
  }

  /** Lets everything that is late arrive. */
  async function arrive(): Promise<void> {
    const arriving = Promise.all([courier.bring(), faults.arrive()]);
    await Promise.race([arriving, giveUp('what was late does not arrive')]);
    provider.bookLate();
  }

  let napped = 0;
  async function nap(): Promise<void> {
    if (Date.now() - napped < NAP_EVERY_MS) return;
    napped = Date.now();
    await between.clock.advance(NAP_SECONDS);
  }

  return {
    urls,
    faults,
    provider,
    inventoryRows: sql.inventory.rows,
    order: createClient(OrderService, order.transport),
    inventory: createClient(InventoryService, inventory.transport),
    catalog: createClient(CatalogService, catalog.transport),
    crashes: () => crashes,
    /** A number that no other history on this platform has. */
    nextScene: () => ++scenes,
    async crash(who: Victim) {
      kill(who);
      await revive();
    },
    revive,
    arrive,
    /** True when facts are late. */
    isHolding: () => courier.held().length > 0,
    /** Waits until every fact that is not late has arrived. */
    factsArrive: () => until(unpublished),
    /** Time passes until every hold is over. */
    expireHolds: () => between.clock.advance(HOLD_SECONDS + 1),
    /** Waits until everything is at rest; time passes meanwhile, but no hold ends by it. */
    async settle() {
      await arrive();
      await until(unfinished, nap);
      // What was given up while the late money came is sent back now.
      await arrive();
      await until(unfinished, nap);
    },
    /** Audits the databases. Throws with the findings. */
    async audit() {
      const report = await audit(urls, { rounds: 2, graceSeconds: 60 });
      if (report.clean) return;
      throw new Error(renderText(report, { source: 'the model test', asOf: undefined, graceSeconds: 60 }));
    },
    async close() {
      // Publishers first, so that what they still tell is heard.
      for (const closing of [order, catalog, courier, inventory]) await closing.close();
      await Promise.all(Object.values(sql).map((one) => one.close()));
      await drop();
    },
  };
}
