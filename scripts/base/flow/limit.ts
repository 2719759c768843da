// Limits how many asynchronous functions run at once.

/** Calls a function when it is its turn, first come, first served. */
export type Limit = <T>(work: () => Promise<T>) => Promise<T>;

/** Makes a limit. @param most number of functions that may run at once */
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
