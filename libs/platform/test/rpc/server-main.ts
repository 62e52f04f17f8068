import { InventoryService } from '@boxoffice/contracts/inventory/v1/inventory_service';
import { createLog, startRpcServer } from '@boxoffice/platform';

// A server in a process of its own: `node server-main.ts <port> <service token>`. A ticket's seat is the pid.
const [port, serviceToken = ''] = process.argv.slice(2);
const server = await startRpcServer({
  host: '127.0.0.1',
  port: Number(port),
  serviceToken,
  log: createLog('server', 'silent'),
  routes: (router) =>
    router.service(InventoryService, { getTicket: ({ ticketId: id }) => ({ ticket: { id, seat: `${process.pid}` } }) }),
});
process.send?.(server.port);
process.once('disconnect', () => process.exit());
