/** What was there and what was added. */
export type Tally = { found: number; created: number };

/** A number with separators of thousands. */
export function count(number: number): string {
  return number.toLocaleString('en-US');
}

/** A line about a stage that has ended. */
export function found(stage: string, { found: known, created }: Tally): string {
  return `${stage.padEnd(14)} ${count(known).padStart(6)} found ${count(created).padStart(7)} created`;
}
