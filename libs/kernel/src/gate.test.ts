import { expect, test } from '@jest/globals';
import { createGate } from './gate.ts';

const settled = () => new Promise((resolve) => setImmediate(resolve));

test('so many are let in at once, the others in the order in which they came', async () => {
  const gate = createGate({ most: 2, maxWaiting: 5000 });
  const entered: number[] = [];
  const leave: (() => void)[] = [];
  for (let n = 0; n < 3000; n++) {
    void gate.enter().then((left) => {
      entered.push(n);
      leave.push(left);
    });
  }
  for (let n = 0; n < 3000; n++) {
    await settled();
    expect(entered).toHaveLength(Math.min(n + 2, 3000));
    leave[n]?.();
  }
  expect(entered).toEqual(Array.from({ length: 3000 }, (_, n) => n));
});

test('leaving twice makes room once', async () => {
  const gate = createGate({ most: 1, maxWaiting: 10 });
  const leave = await gate.enter();
  leave();
  leave();
  await gate.enter();
  let third = false;
  void gate.enter().then(() => {
    third = true;
  });
  await settled();
  expect(third).toBe(false);
});

test('when too many wait, new ones are refused', async () => {
  const gate = createGate({ most: 1, maxWaiting: 1 });
  const leave = await gate.enter();
  const second = gate.enter();
  await expect(gate.enter()).rejects.toMatchObject({ kind: 'unavailable', reason: 'overloaded' });
  leave();
  await second;
});
