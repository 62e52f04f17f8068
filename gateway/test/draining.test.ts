import { once } from 'node:events';
import { Agent, type IncomingMessage, request } from 'node:http';
import { connect } from 'node:net';
import { eventually } from '@boxoffice/testing';
import { expect, test } from '@jest/globals';
import { type Fakes, startGateway } from './harness.ts';

type Answer = { status: number | undefined; connection: string | undefined; body: { not_ready?: string[] } };

async function get(url: string, agent: Agent): Promise<Answer> {
  const sent = request(url, { agent }).end();
  const [response] = (await once(sent, 'response')) as [IncomingMessage];
  let text = '';
  for await (const chunk of response) text += chunk;
  const { statusCode: status, headers } = response;
  return { status, connection: headers.connection, body: JSON.parse(text) };
}

async function listening(fakes: Fakes = {}, settings = {}) {
  const gateway = await startGateway(fakes, { port: 0, ...settings });
  return { ...gateway, address: await gateway.listen() };
}

test('a gateway that drains says so, answers as usual, and ends each connection with its answer', async () => {
  const { address, ready, drain, stop } = await listening();
  expect(await ready()).toBe(true);
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  expect(await get(`${address}/health/live`, agent)).toMatchObject({ status: 200, connection: 'keep-alive' });
  await drain();
  // On the connection that there is, then on new ones.
  for (let i = 0; i < 3; i++) {
    expect(await get(`${address}/health/live`, agent)).toMatchObject({ status: 200, connection: 'close' });
  }
  const { status, body } = await get(`${address}/health/ready`, agent);
  expect([status, body.not_ready]).toEqual([503, ['gateway']]);
  await stop();
  await expect(get(`${address}/health/live`, agent)).rejects.toThrow('ECONNREFUSED');
});

test('draining takes as long as it is told to', async () => {
  const { drain, stop } = await listening({}, { drainDelayMs: 300 });
  const startedAt = performance.now();
  await drain();
  expect(performance.now() - startedAt).toBeGreaterThanOrEqual(295);
  await stop();
});

test('neither a silent connection nor one that is kept alive holds up the end', async () => {
  const { address, stop } = await listening();
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  await get(`${address}/health/live`, agent);
  const silent = connect(Number(new URL(address).port), '127.0.0.1');
  const closed = once(silent, 'close');
  silent.resume();
  await once(silent, 'connect');
  await Promise.all([stop(), closed]);
});

test('a request that has been sent before the end is answered, though it has not been read', async () => {
  const { address, stop } = await listening();
  const client = connect(Number(new URL(address).port), '127.0.0.1');
  client.setEncoding('latin1');
  const ask = () => client.write('GET /health/live HTTP/1.1\r\nhost: x\r\n\r\n');
  let heard = '';
  client.on('data', (text: string) => {
    heard += text;
  });
  ask();
  await eventually(() => expect(heard).toMatch(/200 OK/));
  heard = '';
  // Both in one turn of the event loop: the server has no chance to read in between.
  await new Promise((resolve) => setTimeout(resolve, 10));
  ask();
  const stopped = stop();
  await once(client, 'close');
  await stopped;
  expect(heard).toMatch(/200 OK/);
  expect(heard).toMatch(/connection: close/i);
});

test('a service whose process is about to end is asked again: another process may be ready', async () => {
  const gateway = await startGateway({ notServingOnce: ['order'] });
  expect((await gateway.app.inject('/health/ready')).statusCode).toBe(200);
  await gateway.stop();
});
