import { IdentityService } from '@boxoffice/contracts/identity/v1/identity_service';
import { type Clock, systemClock } from '@boxoffice/kernel';
import { HOUR_MS, type Service, type Surroundings, startChore } from '@boxoffice/platform';
import type { Config } from './config.ts';
import { openKeyRing } from './credentials/key-ring.ts';
import { createPasswordHasher, type PasswordHasher } from './credentials/password-hasher.ts';
import { identityRoutes } from './rpc.ts';
import { openStorage } from './storage/open-storage.ts';
import { forgetOldRows } from './usecases/forget-old-rows.ts';
import type { Identity } from './usecases/identity.ts';

/** What tests may put in the place of the real thing. */
export type Substitutes = { clock?: Clock; passwords?: PasswordHasher };

/** Wires and starts the identity service; it publishes and hears no events. */
export async function createApp(
  config: Config,
  { log }: Pick<Surroundings, 'log'>,
  { clock = systemClock, passwords }: Substitutes = {},
): Promise<Service> {
  const database = await openStorage(config.databaseUrl, config.databasePool);
  const keys = await openKeyRing({ database, clock, rotationDays: config.keyRotationDays, log });
  const identity: Identity = {
    database,
    passwords: passwords ?? (await createPasswordHasher(config.hashingConcurrency, config.hashingQueue)),
    keys,
    clock,
    terms: config,
    log,
  };
  const forget = async () => {
    await keys.rotate();
    await forgetOldRows(identity);
  };
  const upkeep = startChore('rotating keys and forgetting old rows', HOUR_MS, forget, log);
  return {
    service: IdentityService,
    routes: identityRoutes(identity),
    ready: () => database.isReady(),
    async stop() {
      await upkeep.stop();
      await database.close();
    },
  };
}
