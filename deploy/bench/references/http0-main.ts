// HTTP-0: the least that an HTTP server does, a constant of so many bytes for every GET.
import fastify from 'fastify';

const SMALL = '{"ok":true}';
const bytes = Number(process.env.BODY_BYTES);
const text = bytes > SMALL.length ? JSON.stringify({ body: 'x'.repeat(bytes - '{"body":""}'.length) }) : SMALL;

const app = fastify();
app.get('*', (_request, reply) => reply.header('content-type', 'application/json').send(text));
const url = await app.listen({ host: '127.0.0.1', port: 0 });

process.once('disconnect', () => process.exit());
process.on('SIGINT', () => undefined);
process.send?.(url);
