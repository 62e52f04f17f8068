import { memoryOf } from '../measure/proc.ts';
import type { Workload } from './workload.ts';

const STRETCH_SECONDS = 60;
const MEGABYTE = 1024 ** 2;

/** What each process holds after many purchases. */
export const memory: Workload = {
  name: 'memory',
  what: 'memory of each process after 1,000,000 purchases',
  async run({ size, bed, sell, say }) {
    let made = 0;
    while (made < size.purchases) {
      made += (
        await sell(
          `${made} of ${size.purchases} purchases`,
          size.crowd,
          undefined,
          Math.min(STRETCH_SECONDS, 3 * size.seconds),
        )
      ).begun;
    }
    say(`  ${made} purchases`);
    const platform = bed.platform();
    const processes = platform.parts().map((part) => ({ part, ...memoryOf(platform.pidOf(part)) }));
    const figures = processes.map(({ part, resident }) => ({
      name: `memory of ${part} after ${made} purchases`,
      value: resident / MEGABYTE,
      unit: 'MB',
    }));
    return { measures: [], figures, raw: { made, processes } };
  },
};
