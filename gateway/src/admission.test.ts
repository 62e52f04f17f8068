import { expect, test } from '@jest/globals';
import { type Admitted, createAdmission } from './admission.ts';

/** An admission on a clock of its own, and a service that answers so many a second. */
function open() {
  let time = 0;
  const admission = createAdmission(() => time);
  const inside: Admitted[] = [];
  const come = (count: number) => {
    let refused = 0;
    for (let n = 0; n < count; n++) {
      if (admission.isFull()) refused++;
      else inside.push(admission.enter());
    }
    return refused;
  };
  /** Seconds in which `coming` come and `served` are answered, a tenth of them every tenth of a second. */
  const pass = (seconds: number, { coming = 0, served = 0 }) => {
    let refused = 0;
    for (let tenth = 0; tenth < seconds * 10; tenth++) {
      refused += come(coming / 10);
      for (const { leave } of inside.splice(0, served / 10)) leave();
      time += 100;
    }
    return refused;
  };
  return { come, pass, inside };
}

test('five thousand who come at the same instant are let in', () => {
  const { come, pass } = open();
  expect(come(5000)).toBe(0);
  expect(pass(0.6, { coming: 100, served: 1000 })).toBe(0);
});

test('a crowd that goes on coming is let in for little more than half a second', () => {
  const { pass, inside } = open();
  pass(10, { coming: 1000, served: 1000 });
  expect(pass(0.6, { coming: 10_000, served: 1000 })).toBe(0);
  expect(pass(0.4, { coming: 10_000, served: 1000 })).toBeGreaterThan(1900);
  expect(inside.length).toBeLessThan(8000);
});

test('those who come again a second after a flood are not taken for a new crowd', () => {
  const { come, pass } = open();
  pass(5, { coming: 9000, served: 1000 });
  pass(1, { served: 10_000 });
  expect(come(5000)).toBeGreaterThan(2000);
  pass(2, { served: 20_000 });
  pass(4, {});
  expect(come(5000)).toBe(0);
});

test('whoever comes while more are waiting than can be served within half a second is refused', () => {
  const { pass, inside } = open();
  pass(10, { coming: 1000, served: 1000 });
  pass(10, { coming: 6000, served: 2000 });
  for (let second = 0; second < 10; second++) {
    const refused = pass(1, { coming: 6000, served: 2000 });
    expect(refused).toBeGreaterThan(3500);
    // What can be done is done all the same.
    expect(refused).toBeLessThan(4500);
    expect(inside.length).toBeGreaterThan(500);
    expect(inside.length).toBeLessThanOrEqual(2000);
  }
});

test('nobody is refused at a rate that is served, slow as each answer may be', () => {
  const { pass } = open();
  expect(pass(30, { coming: 1000, served: 1000 })).toBe(0);
  // A payment provider that takes two seconds, and more and more who come.
  const slow = open();
  let refused = 0;
  for (let tenth = 0; tenth < 600; tenth++) {
    refused += slow.pass(0.1, { coming: 5 * tenth, served: 5 * Math.max(0, tenth - 20) });
  }
  expect([refused, slow.inside.length]).toEqual([0, 6190]);
});

test('of a crowd a thousand are worked on at first, and each that is answered makes room for the next', async () => {
  const { come, inside } = open();
  come(1002);
  const begun: number[] = [];
  inside.forEach(({ turn }, n) => void turn?.then(() => begun.push(n)));
  expect(inside.flatMap(({ turn }, n) => (turn ? [n] : []))).toEqual([1000, 1001]);
  inside[5]?.leave();
  await Promise.resolve();
  expect(begun).toEqual([1000]);
  inside[1000]?.leave();
  await Promise.resolve();
  expect(begun).toEqual([1000, 1001]);
});

test('nobody overtakes those who wait when there is room for more', async () => {
  const { come, pass, inside } = open();
  come(4000);
  pass(0.1, { served: 21_000 });
  pass(0.4, {});
  const oldest = inside.findIndex(({ turn }) => turn);
  const begun: number[] = [];
  inside.forEach(({ turn }, n) => void turn?.then(() => begun.push(n)));
  await Promise.resolve();
  const before = begun.length;
  // By now more can be served than are worked on.
  come(1);
  await Promise.resolve();
  expect(oldest).toBeGreaterThanOrEqual(0);
  expect(begun.length).toBeGreaterThan(before);
  expect(inside.at(-1)?.turn).toBeDefined();
});

test('whoever goes away before its turn takes nobody’s place', async () => {
  const { come, inside } = open();
  come(1003);
  const begun: number[] = [];
  inside.forEach(({ turn }, n) => void turn?.then(() => begun.push(n)));
  inside[1000]?.leave();
  inside[0]?.leave();
  await Promise.resolve();
  expect(begun).toContain(1001);
  expect(begun).not.toContain(1002);
});

test('as many are worked on as are served in the time that an answer takes, however long that is', () => {
  const { come, pass, inside } = open();
  // Two thousand a second that take two seconds each.
  for (let tenth = 0; tenth < 300; tenth++) {
    const rate = Math.min(2000, 5 * tenth * 2);
    pass(0.1, { coming: rate, served: Math.min(2000, Math.max(0, 10 * (tenth - 20))) });
  }
  expect(inside.length).toBeGreaterThan(3500);
  expect(inside.filter(({ turn }) => turn).length).toBeLessThan(inside.length / 10);
  expect(come(1)).toBe(0);
});

test('after a flood everybody is let in again', () => {
  const { pass } = open();
  expect(pass(10, { coming: 9000, served: 1000 })).toBeGreaterThan(0);
  pass(10, { served: 1000 });
  expect(pass(10, { coming: 900, served: 1000 })).toBe(0);
});

test('twenty thousand are the most', () => {
  const { come } = open();
  expect(come(25_000)).toBe(5000);
});
