// A task: a piece of work with plain values in and out, no closures and no shared memory, so that it can be done in this thread, in
// another one, in a process, or on another machine. A task says itself how it may be handed out; whoever does it knows none by name.

export interface Task<Input, Output, Shared = undefined> {
  /** How it is named where it is handed to another thread, process or machine. */
  readonly name: string;
  /** Work with pixels: sharp has threads of its own, so it is not given to threads of ours. */
  readonly pixels?: true;
  /**
   * How other machines may do it, if they may: a `list` of inputs, each of which can be done alone and gives one output; or an
   * input that names a `file`, which is sent along.
   */
  readonly remote?: 'list' | 'file';
  /** Its outputs are files, with their hashes: whoever makes them may write them too. */
  readonly makesFiles?: true;
  /**
   * Does it.
   * @param shared what many inputs need alike, and what is sent once
   */
  readonly run: (input: Input, shared: Shared) => Output | Promise<Output>;
  /** Names an input in a message; `the picture images/a.png`. */
  readonly label?: (input: Input) => string | undefined;
}

/** A task that is done on several things at once. */
export type ListTask<Input, Output, Shared = undefined> = Task<readonly Input[], readonly Output[], Shared>;

/** Work on many things: the task that does it, what all of them need, and what each needs. */
export interface BatchWork<Thing, Input, Output, Shared> {
  readonly task: ListTask<Input, Output, Shared>;
  readonly shared: Shared;
  /** Gives the input for a thing, when its turn comes. */
  readonly inputOf: (thing: Thing) => Input | Promise<Input>;
}

/** Any task. */
// biome-ignore lint/suspicious/noExplicitAny: whoever hands tasks out looks at none of their values
export type AnyTask = Task<any, any, any>;

/** Does a task, here or elsewhere. */
export type Run = <Input, Output, Shared = undefined>(
  task: Task<Input, Output, Shared>,
  input: Input,
  shared?: Shared,
) => Promise<Output>;

/** Tasks by their names: what another thread, process or machine can do. */
export type TaskTable = ReadonlyMap<string, AnyTask>;

/** @throws if two have the same name */
export function tableOfTasks(tasks: readonly AnyTask[]): TaskTable {
  const table = new Map(tasks.map((task) => [task.name, task]));
  if (table.size < tasks.length) throw new Error('two tasks have the same name');
  return table;
}
