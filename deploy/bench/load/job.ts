/** Seats that nobody has bought yet: purchase `k` takes four seats in a row of event `k % eventIds.length`. */
export type SeatPlan = {
  eventIds: number[];
  /** Every event has its first seat to be sold here; 1 is its first seat of all. */
  firstSeat: number;
  /** The first purchase of this job, and the one that is not made any more. */
  from: number;
  to: number;
};

/** What is sent. */
export type Requests =
  | { kind: 'purchases'; tokens: string[]; seats: SeatPlan; key: string }
  /** Everybody fights for the same blocks of four seats; each block is named by its first ticket. */
  | { kind: 'on-sale'; tokens: string[]; blocks: number[]; key: string; seed: number }
  /** Buys a block, gives it back, and so on; a block that was given back goes to the end of the queue. */
  | { kind: 'churn'; tokens: string[]; blocks: number[]; key: string }
  | { kind: 'reads'; paths: { path: string; weight: number }[]; encoding: string; seed: number }
  | { kind: 'logins'; people: { email: string; password: string }[] };

/** How it is sent: each connection the next request when the last is answered, or all at a rate whatever is answered. */
export type Pace = { kind: 'closed' } | { kind: 'open'; perSecond: number };

/** One load. */
export type Job = {
  name: string;
  origin: string;
  requests: Requests;
  pace: Pace;
  /** Of a closed loop how many there are, of an open one how many there may be. */
  connections: number;
  /** Sent before anything counts. */
  warmSeconds: number;
  seconds: number;
};

/** Latencies in milliseconds. */
export type Latency = { mean: number; p50: number; p99: number; p999: number; max: number };

/** What became of a load, counted in its time without the warm-up. */
export type LoadReport = {
  name: string;
  seconds: number;
  /** Requests that an open loop was to send. */
  offered: number;
  sent: number;
  /** Answers as they should be, and how many a second. */
  good: number;
  perSecond: number;
  /** Answers of any kind, and how many a second. */
  answered: number;
  answeredPerSecond: number;
  /** Answers by status; `error` has those that did not come. */
  statuses: Record<string, number>;
  firstError: string;
  /** Of good answers; in an open loop from the moment at which the request was to be sent. */
  latency: Latency;
  /** Of bodies. */
  bytes: number;
  /** CPU time of the generator. */
  cpuSeconds: number;
  /** Requests begun in all, warm-up included. */
  begun: number;
  /** When the last block of an on-sale was sold, in milliseconds from the start, and how many were. */
  wins: { count: number; lastMs: number };
};

/** The share of the offered load that must have been sent for an open loop to count. */
export const VALID_SHARE = 0.99;

/** Throws when an open loop could not send what it was to send: its latencies would be those of the generator. */
export function requireOffered({ name, offered, sent }: Pick<LoadReport, 'name' | 'offered' | 'sent'>): void {
  if (sent >= offered * VALID_SHARE) return;
  const share = ((100 * sent) / offered).toFixed(1);
  throw new Error(`${name}: invalid, the generator sent ${share}% of the offered load, not ${VALID_SHARE * 100}%`);
}
