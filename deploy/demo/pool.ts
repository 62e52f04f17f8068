/** Runs `work` on every item, at most `width` at once; answers in the order of the items. */
export async function inParallel<Item, Result>(
  items: readonly Item[],
  width: number,
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = new Array(items.length);
  const queue = items.entries();
  async function lane(): Promise<void> {
    for (const [place, item] of queue) results[place] = await work(item);
  }
  await Promise.all(Array.from({ length: width }, lane));
  return results;
}
