import { createServer } from 'node:http';
import { listen } from '@boxoffice/platform';

// Answers its pid on the socket that its parent gave it.
const server = createServer((_request, response) => response.end(String(process.pid)));
await listen(server, { host: '', port: 0, fd: Number(process.env.LISTEN_FD) });
process.send?.('ready');
process.once('disconnect', () => process.exit());
process.once('SIGTERM', () => process.exit());
