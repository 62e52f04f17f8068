import { browse } from './browse.ts';
import { churn } from './churn.ts';
import { counters } from './counters.ts';
import { cpu } from './cpu.ts';
import { hot } from './hot.ts';
import { latency } from './latency.ts';
import { logins } from './logins.ts';
import { memory } from './memory.ts';
import { overload } from './overload.ts';
import { seatmap } from './seatmap.ts';
import { solo } from './solo.ts';
import { summary } from './summary.ts';
import { tickets } from './tickets.ts';
import { wide } from './wide.ts';
import type { Workload } from './workload.ts';

/** Every workload, in the order in which they are run. */
export const WORKLOADS: readonly Workload[] = [
  wide,
  solo,
  cpu,
  hot,
  browse,
  seatmap,
  tickets,
  logins,
  latency,
  overload,
  churn,
  counters,
  summary,
  memory,
];
