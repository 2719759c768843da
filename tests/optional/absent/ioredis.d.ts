// Stands for the types of ioredis where it is not installed (tsconfig.json): any use of it is allowed.

type Anything = ReturnType<typeof JSON.parse>;

interface Connection {
  readonly hgetall: (key: string) => Promise<{ readonly [field: string]: string }>;
  duplicate: (...options: Anything[]) => Connection;
  readonly [name: string]: Anything;
}

export type Redis = Connection;
export const Redis: new (url: string, options: { retryStrategy?: (times: number) => number; [name: string]: Anything }) => Redis;
