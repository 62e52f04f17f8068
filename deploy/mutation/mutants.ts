import type { Mutant } from './mutant.ts';
import { CATALOG } from './mutants/catalog.ts';
import { INVENTORY } from './mutants/inventory.ts';
import { KEYS } from './mutants/keys.ts';
import { MONEY } from './mutants/money.ts';
import { PLATFORM } from './mutants/platform.ts';
import { PURCHASES } from './mutants/purchases.ts';
import { RELEASES } from './mutants/releases.ts';

/** All mutants. Each takes away a guard that the promises of the platform rest on. */
export const MUTANTS: Mutant[] = [...INVENTORY, ...RELEASES, ...PURCHASES, ...MONEY, ...KEYS, ...PLATFORM, ...CATALOG];
