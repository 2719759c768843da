// Stands for the types of bullmq where it is not installed (tsconfig.json): any use of it is allowed.

type Anything = ReturnType<typeof JSON.parse>;

interface Events {
  readonly on: (event: string, listener: (note: { jobId: string; returnvalue: string; failedReason: string }) => void) => void;
  readonly [name: string]: Anything;
}

export interface Job<Data = Anything, _Result = Anything> {
  readonly id?: string;
  readonly data: Data;
  readonly [name: string]: Anything;
}

export type Queue<_Data = Anything, _Result = Anything> = Events;
export const Queue: new <Data, Result>(name: string, options: object) => Queue<Data, Result>;

export type QueueEvents = Events;
export const QueueEvents: new (name: string, options: object) => QueueEvents;

export type Worker = Events;
export const Worker: new <Data = Anything, Result = Anything>(
  name: string,
  work: (job: Job<Data, Result>) => Promise<Result>,
  options: object,
) => Worker;
