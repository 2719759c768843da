// A task: work with plain values in and out, without closures or shared memory. So it can run in this thread, another thread, a
// process, or on another machine. A task declares how it may be distributed; executors know no task by name.

export interface Task<Input, Output, Shared = undefined> {
  /** Its name in messages to other threads, processes and machines. */
  readonly name: string;
  /** Work with pixels. sharp has its own threads, so it is not given to workers. */
  readonly pixels?: true;
  /**
   * How it may run on other machines, if at all. `list`: the input is a list whose items can be done separately, each with one
   * output. `file`: the input names a file, which is sent along.
   */
  readonly remote?: 'list' | 'file';
  /** Its outputs are files with their hashes, so the thread that makes them can also write them. */
  readonly makesFiles?: true;
  /**
   * Runs the task.
   * @param shared what many inputs have in common; sent once
   */
  readonly run: (input: Input, shared: Shared) => Output | Promise<Output>;
  /** Names an input for messages: `the picture images/a.png`. */
  readonly label?: (input: Input) => string | undefined;
}

/** A task on several inputs at once. */
export type ListTask<Input, Output, Shared = undefined> = Task<readonly Input[], readonly Output[], Shared>;

/** A task for many items, with what they share and how each becomes an input. */
export interface BatchWork<Item, Input, Output, Shared> {
  readonly task: ListTask<Input, Output, Shared>;
  readonly shared: Shared;
  /** Returns the input for an item, when its turn comes. */
  readonly inputOf: (item: Item) => Input | Promise<Input>;
}

// biome-ignore lint/suspicious/noExplicitAny: executors do not look at the values
export type AnyTask = Task<any, any, any>;

/** Runs a task, here or elsewhere. */
export type Run = <Input, Output, Shared = undefined>(
  task: Task<Input, Output, Shared>,
  input: Input,
  shared?: Shared,
) => Promise<Output>;

/** Tasks by name, as known to a thread, process or machine. */
export type TaskTable = ReadonlyMap<string, AnyTask>;

/**
 * Makes a table of tasks.
 * @throws if two have the same name
 */
export function tableOfTasks(tasks: readonly AnyTask[]): TaskTable {
  const table = new Map(tasks.map((task) => [task.name, task]));
  if (table.size < tasks.length) throw new Error('two tasks have the same name');
  return table;
}
