import { createApp as createCatalog } from '@boxoffice/catalog';
import { loadConfig as loadCatalogConfig } from '@boxoffice/catalog/config';
import { createApp as createIdentity } from '@boxoffice/identity';
import { loadConfig as loadIdentityConfig } from '@boxoffice/identity/config';
import { createApp as createInventory } from '@boxoffice/inventory';
import { loadConfig as loadInventoryConfig } from '@boxoffice/inventory/config';
import { createApp as createOrder } from '@boxoffice/order';
import { loadConfig as loadOrderConfig } from '@boxoffice/order/config';
import type { Environment, Log } from '@boxoffice/platform';
import type { DatabaseUrls } from '../../../audit/audit.ts';
import type { MovableClock } from './clock.ts';
import type { Courier } from './courier.ts';
import type { Faults } from './faults.ts';
import { createMortal, type Mortal, SERVICE_TOKEN } from './mortal.ts';
import type { Provider } from './provider.ts';
import { faultyTransport } from './wire-faults.ts';

/** How long a hold lasts, in seconds: so long that it only ends when the clock is moved. */
export const HOLD_SECONDS = 3600;

// Nobody listens or calls over the network here, but the configuration asks for addresses.
const SETTINGS: Environment = {
  PORT: '1',
  INVENTORY_URL: 'http://in.memory',
  CATALOG_URL: 'http://in.memory',
  SERVICE_TOKEN,
  LOG_LEVEL: 'silent',
  DATABASE_POOL: '5',
  HOLD_SECONDS: String(HOLD_SECONDS),
  PAYMENT_TIMEOUT_MS: '150',
  PAYMENT_RESOLVE_SECONDS: '1',
  LEASE_SECONDS: '2',
};

const on = (databaseUrl: string): Environment => ({ ...SETTINGS, DATABASE_URL: databaseUrl });

/** What stands between and around the services. */
export type Between = { faults: Faults; courier: Courier; provider: Provider; clock: MovableClock; log: Log };

/** Inventory, which may die. */
export function bearInventory(url: string, { courier, log }: Between): Promise<Mortal> {
  return createMortal(
    url,
    (life, own) => createInventory(loadInventoryConfig(on(own)), { log, bus: courier.of(life) }),
    log,
  );
}

/** Catalog, which lives as long as the run. */
export function bearCatalog(url: string, inventory: Mortal, { courier, log }: Between): Promise<Mortal> {
  return createMortal(
    url,
    (life, own) =>
      createCatalog(loadCatalogConfig(on(own)), { log, bus: courier.of(life), inventory: inventory.transport }),
    log,
  );
}

/** Order, which may die; between it and everybody else are the faults. */
export function bearOrder(url: string, inventory: Mortal, catalog: Mortal, between: Between): Promise<Mortal> {
  const { faults, courier, provider, clock, log } = between;
  return createMortal(
    url,
    (life, own) =>
      createOrder(loadOrderConfig(on(own)), {
        log,
        bus: courier.of(life),
        inventory: faultyTransport(inventory.transport, life, faults),
        catalog: { ...catalog.transport, unary: (...call) => life.until(() => catalog.transport.unary(...call)) },
        provider: provider.of(life),
        clock: clock.now,
      }),
    log,
  );
}

/** Makes the schema of identity, which nobody here calls: the auditor reads it too. */
export async function prepareIdentity({ identity }: DatabaseUrls, log: Log): Promise<void> {
  const app = await createIdentity(loadIdentityConfig(on(identity)), { log });
  await app.stop();
}
