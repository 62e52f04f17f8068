export { freePort } from '@boxoffice/servers';
export { eventually } from './eventually.ts';
export { quietLog, SERVICE_TOKEN, type ServedService, serve } from './serve.ts';
export { startTestNats } from './test-nats.ts';
export { type FreshDatabase, freshDatabase } from './test-postgres.ts';
