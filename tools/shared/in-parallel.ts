import os from "node:os";

/** Does `work` for each item, at most `limit` at a time, and gives back the results in the order of the items. */
export async function inParallel<Item, Result>(
  items: readonly Item[],
  limit: number,
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results = new Map<number, Result>();
  const waiting = items.entries();
  const worker = async (): Promise<void> => {
    for (const [index, item] of waiting) results.set(index, await work(item));
  };
  await Promise.all(Array.from({ length: Math.min(limit, items.length) }, worker));
  return items.map((_, index) => results.get(index) as Result);
}

/** How many runs of Terraform fit this machine at once: one a core, and 1 GB of free memory each. */
export const parallelRuns = (): number =>
  Math.max(1, Math.min(os.availableParallelism(), Math.floor(os.freemem() / 1024 ** 3)));
