export { endAbandoned } from './end-abandoned.ts';
export type { Log } from './log.ts';
export { findNatsServer } from './nats/find-nats-server.ts';
export { type NatsOptions, type NatsServer, startNatsServer } from './nats/start-nats-server.ts';
export { type DatabaseAccess, provisionDatabase } from './postgres/provision-database.ts';
export { type PostgresOptions, type PostgresServer, startPostgres } from './postgres/start-postgres.ts';
export { FolderInUseError } from './process/own-folder.ts';
export { freePort, PortTakenError } from './process/port.ts';
export type { ServerExit } from './process/server-process.ts';
