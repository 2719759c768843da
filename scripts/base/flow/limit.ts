// So much at once, and no more.

/** Runs work as long as less than so much of it runs; the rest waits for its turn. */
export type Limit = <T>(work: () => Promise<T>) => Promise<T>;

/** @param most pieces of work at once */
export function limitTo(most: number): Limit {
  let free = most;
  const waiting: (() => void)[] = [];
  return async (work) => {
    if (free > 0) free--;
    else await new Promise<void>((resolve) => waiting.push(resolve));
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else free++;
    }
  };
}
