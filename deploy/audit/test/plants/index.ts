import { I1 } from './i1.ts';
import { I2 } from './i2.ts';
import { I3 } from './i3.ts';
import { I4 } from './i4.ts';
import { I5 } from './i5.ts';
import { I6 } from './i6.ts';
import { I7 } from './i7.ts';
import { I8 } from './i8.ts';
import { I9 } from './i9.ts';
import type { Planting } from './plant.ts';

/** Everything that can be wrong, by the invariant that is to find it. */
export const PLANTINGS: Record<string, Planting[]> = { I1, I2, I3, I4, I5, I6, I7, I8, I9 };
