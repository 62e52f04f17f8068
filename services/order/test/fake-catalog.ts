import { CatalogService, EventStatus } from '@boxoffice/contracts/catalog/v1/catalog_service';
import { timestampFromDate } from '@bufbuild/protobuf/wkt';
import { Code, ConnectError, createRouterTransport } from '@connectrpc/connect';
import type { FakeEvent } from './fake-inventory.ts';

/** A catalog that tells when events begin and whether they are cancelled; it can be away. */
export function createFakeCatalog(events: ReadonlyMap<number, FakeEvent>) {
  const fake = {
    away: false,
    transport: createRouterTransport((router) => {
      router.service(CatalogService, {
        async batchGetEvents({ eventIds }) {
          if (fake.away) throw new ConnectError('catalog is away', Code.Unavailable);
          const found = eventIds.flatMap((id) => {
            const event = events.get(Number(id));
            if (!event) return [];
            const status = event.cancelled ? EventStatus.CANCELLED : EventStatus.PUBLISHED;
            return [{ id, name: event.name, date: timestampFromDate(event.startsAt), status }];
          });
          return { events: found };
        },
      });
    }),
  };
  return fake;
}
