/**
 * What goes wrong with one request. `lost_request`: the connection breaks before anything is done. `error_before`: a 500,
 * and nothing is done. `slow`: it is done late. `twice`: it is delivered twice. `error_after`: it is done, and a 500
 * says otherwise. `lost_reply`: it is done, and the connection breaks. `no_reply`: it is done, and nothing ever comes.
 */
export type Fault = 'lost_request' | 'error_before' | 'slow' | 'twice' | 'error_after' | 'lost_reply' | 'no_reply';

/** Random faults: the share of requests (0 to 1) that each strikes; together 1 at most. */
export type FaultRates = Partial<Record<Fault, number>> & {
  /** The same seed strikes the same requests, in whatever order they come. */
  seed: number;
  /** How late `slow` is, in milliseconds; 300 by default. */
  slowMs?: number;
};

/** Chooses what goes wrong with a request. */
export type FaultChooser = {
  /** Lets the next request whose name holds a text fail; before any random fault. */
  failNext(fault: Fault, matching?: string): void;
  /** The fault of a request by its name, for example `POST /charges purchase-1-1`. */
  choose(name: string): Fault | undefined;
};

const KINDS: Fault[] = ['lost_request', 'error_before', 'slow', 'twice', 'error_after', 'lost_reply', 'no_reply'];

/** A number from 0 to below 1 that a text decides: FNV-1a, its bits mixed as MurmurHash3 does at its end. */
function fractionOf(text: string): number {
  let hash = 0x811c9dc5;
  for (const byte of Buffer.from(text)) hash = Math.imul(hash ^ byte, 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32;
}

/** See `FaultChooser`. Throws RangeError when the rates are not shares of a whole. */
export function chooseFaults(rates: FaultRates = { seed: 0 }): FaultChooser {
  const shares = KINDS.map((kind) => rates[kind] ?? 0);
  if (shares.some((share) => !(share >= 0)) || shares.reduce((sum, share) => sum + share) > 1) {
    throw new RangeError(`the rates of faults are not shares of a whole: ${JSON.stringify(rates)}`);
  }
  const scripted: { fault: Fault; matching: string }[] = [];
  const seen = new Map<string, number>();

  function random(name: string): Fault | undefined {
    const nth = (seen.get(name) ?? 0) + 1;
    seen.set(name, nth);
    let left = fractionOf(`${rates.seed} ${name} ${nth}`);
    return KINDS.find((_kind, i) => {
      left -= shares[i] ?? 0;
      return left < 0;
    });
  }

  return {
    failNext(fault, matching = '') {
      scripted.push({ fault, matching });
    },
    choose(name) {
      const at = scripted.findIndex(({ matching }) => name.includes(matching));
      return at < 0 ? random(name) : scripted.splice(at, 1)[0]?.fault;
    },
  };
}
