import { expect, test } from '@jest/globals';
import { once } from './once.ts';

function aStore() {
  const kept = new Map<string, string>();
  return {
    kept,
    read: (name: string) => kept.get(name) ?? null,
    write: (name: string, text: string | null) => void (text === null ? kept.delete(name) : kept.set(name, text)),
  };
}

const fails = (status: number, reason: string, body: object = {}) => {
  throw Object.assign(new Error(reason), { status, reason, body });
};
const command = { name: 'reserve', what: '1,2' };

test('after a broken connection the same request goes out with the same key', async () => {
  const store = aStore();
  const sent: string[] = [];
  const send = async (key: string) => {
    sent.push(key);
    return sent.length === 1 ? fails(0, 'network') : 'held';
  };
  await expect(once(store, command, send)).rejects.toThrow('network');
  expect(await once(store, command, send)).toBe('held');
  expect(sent[1]).toBe(sent[0]);
  expect(store.kept.size).toBe(0);
});

test('another request, and one after an answer, has a key of its own', async () => {
  const store = aStore();
  const sent: string[] = [];
  const send = async (key: string) => void sent.push(key);
  await once(store, command, send);
  await once(store, command, send);
  await expect(once(store, command, async () => fails(0, 'network'))).rejects.toThrow();
  await once(store, { ...command, what: '1,3' }, send);
  expect(new Set(sent).size).toBe(3);
});

test('a refusal that is recorded ends the intent', async () => {
  const store = aStore();
  const refuse = async () => fails(409, 'ticket_unavailable', { purchase_id: 7 });
  await expect(once(store, command, refuse)).rejects.toThrow('ticket_unavailable');
  expect(store.kept.size).toBe(0);
});

test('a command that is still under way is waited for', async () => {
  let calls = 0;
  const waits: number[] = [];
  const send = async () => (++calls < 3 ? fails(409, 'idempotency_in_progress') : 'held');
  const answer = await once(aStore(), command, send, async (ms) => void waits.push(ms));
  expect(answer).toBe('held');
  expect(waits).toEqual([500, 500]);
});

test('but not for ever', async () => {
  const store = aStore();
  let calls = 0;
  const send = async () => {
    calls += 1;
    return fails(409, 'idempotency_in_progress');
  };
  await expect(once(store, command, send, async () => undefined)).rejects.toThrow('idempotency_in_progress');
  expect(calls).toBe(20);
  expect(store.kept.size).toBe(1);
});
