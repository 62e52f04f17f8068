import { makeValidator } from '@boxoffice/platform';
import { SERVICES } from '../foundation/secrets.ts';

/** What a cluster runs in processes of their own, in the order in which they start. */
export const PARTS = [...SERVICES, 'gateway'] as const;
/** A service or the gateway. */
export type PartName = (typeof PARTS)[number];

/** How many processes each part has. */
export type Replicas = Record<PartName, number>;

const MOST = 20;

function readPair(pair: string): [PartName, number] {
  const [name = '', count = '', ...rest] = pair.split('=').map((side) => side.trim());
  const part = PARTS.find((known) => known === name);
  if (!part) throw new Error(`"${name}" is none of ${PARTS.join(', ')}`);
  const value = /^\d+$/.test(count) ? Number(count) : 0;
  if (rest.length > 0 || value < 1 || value > MOST) {
    throw new Error(`"${pair.trim()}" is not ${part}=<a whole number from 1 to ${MOST}>`);
  }
  return [part, value];
}

/** Reads `order=2,gateway=3`; a part that is not named has one process. */
export function parseReplicas(input: string): Replicas {
  const ones = Object.fromEntries(PARTS.map((part) => [part, 1])) as Replicas;
  const pairs = input.split(',').filter((pair) => pair.trim() !== '');
  const read = pairs.map(readPair);
  const twice = read.find(([part], i) => read.findIndex(([other]) => other === part) !== i);
  if (twice) throw new Error(`"${twice[0]}" is named twice`);
  return { ...ones, ...Object.fromEntries(read) };
}

/** The validator of REPLICAS. */
export const replicas = makeValidator<Replicas>(parseReplicas);

/** Names of a part's processes: `order`, `order-2`, `order-3`. */
export function replicaNames(part: PartName, count: number): string[] {
  return Array.from({ length: count }, (_, i) => (i === 0 ? part : `${part}-${i + 1}`));
}
