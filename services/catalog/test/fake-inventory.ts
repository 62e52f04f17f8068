import { setTimeout as sleep } from 'node:timers/promises';
import type { Event } from '@boxoffice/contracts/catalog/v1/catalog_service';
import { InventoryService } from '@boxoffice/contracts/inventory/v1/inventory_service';
import { Code, ConnectError, createRouterTransport } from '@connectrpc/connect';

/** An inventory that knows what a test tells it, and can be broken. */
export function createFakeInventory() {
  const fake = {
    /** How it behaves: as it should, late, with every call failing, with the next one failing, or never answering. */
    mood: 'well' as 'well' | 'slow' | 'broken' | 'dying' | 'silent',
    counts: { total: 0, held: 0, sold: 0 },
    /** Events it was told of. */
    told: [] as Event[],
    questions: 0,
    transport: createRouterTransport((router) => {
      router.service(InventoryService, {
        async syncEventTerms({ event }) {
          await behave();
          if (event) fake.told.push(event);
          return {};
        },
        async batchGetAvailability({ eventIds }) {
          fake.questions++;
          await behave();
          return { events: eventIds.map((eventId) => ({ eventId, counts: fake.counts })) };
        },
      });
    }),
  };

  async function behave(): Promise<void> {
    if (fake.mood === 'slow') await sleep(100);
    if (fake.mood === 'broken') throw new ConnectError('gone', Code.Unavailable);
    if (fake.mood === 'dying') {
      fake.mood = 'well';
      throw new ConnectError('the call broke off', Code.Aborted);
    }
    if (fake.mood === 'silent') await new Promise(() => {});
  }

  return fake;
}
