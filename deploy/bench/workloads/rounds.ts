/** Takes turns: in every second round the second one goes first. */
export async function interleave<Reference, Ours>(
  round: number,
  reference: () => Promise<Reference>,
  ours: () => Promise<Ours>,
): Promise<{ reference: Reference; ours: Ours }> {
  if (round % 2 === 0) {
    const measured = await reference();
    return { reference: measured, ours: await ours() };
  }
  const measured = await ours();
  return { reference: await reference(), ours: measured };
}

/** Does something once a round. */
export async function eachRound<Result>(rounds: number, work: (round: number) => Promise<Result>): Promise<Result[]> {
  const results: Result[] = [];
  for (let round = 0; round < rounds; round++) results.push(await work(round));
  return results;
}
