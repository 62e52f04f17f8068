/** Runs a piece of work now, or, when enough of it was run in this turn of the event loop, in a later one. */
export type Turns = (work: () => void) => void;

const A_TURN = 64;

/**
 * Runs at most `most` pieces of work in one turn of the event loop; the others wait in the order they came. Thousands of
 * requests that come at once would otherwise all be read before the first of them gets as far as the network, since Node
 * polls for as long as sockets have something to say.
 */
export function createTurns(most = A_TURN): Turns {
  const waiting: (() => void)[] = [];
  let begun = 0;
  let isScheduled = false;

  function run(work: () => void): void {
    begun++;
    if (!isScheduled) setImmediate(next);
    isScheduled = true;
    work();
  }

  function next(): void {
    isScheduled = false;
    begun = 0;
    for (let work = waiting.shift(); work; work = begun < most ? waiting.shift() : undefined) run(work);
  }

  return (work) => {
    if (begun < most && waiting.length === 0) run(work);
    else waiting.push(work);
  };
}
