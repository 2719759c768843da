// Uploads what workers need: inputs, shared values and files, each only once.

import { hashOfBytes } from '../../base/hash.js';
import type { AnyTask } from '../task.js';
import { type Blobs, hashOfFile } from './blobs.js';
import { type JobData, pack, withoutFile } from './protocol.js';

/** A task ready to be handed out. */
export interface Upload {
  readonly data: JobData;
  /** Stores everything that a worker needs, if it is missing. */
  readonly upload: () => Promise<void>;
}

export class Uploads {
  private readonly shares = new WeakMap<object, { readonly hash: string; readonly bytes: Uint8Array }>();
  private readonly files = new Map<string, Promise<string>>();
  private readonly pending = new Map<string, Promise<void>>();

  constructor(readonly blobs: Blobs) {}

  /** Prepares a task and its input. */
  async of(task: AnyTask, input: unknown, shared: unknown): Promise<Upload> {
    const { blobs } = this;
    const [ownInput, path] = task.remote === 'file' ? withoutFile(input) : [input, undefined];
    const bytes = pack(ownInput);
    const share = shared === undefined ? undefined : this.shareOf(shared as object);
    const file = path === undefined ? undefined : await this.hashOfFile(path);
    const data: JobData = {
      name: task.name,
      input: hashOfBytes(bytes),
      ...(share && { shared: share.hash }),
      ...(file && { file }),
    };
    const upload = async () => {
      await this.once(data.input, () => blobs.put(data.input, bytes));
      if (share) await this.once(share.hash, () => blobs.put(share.hash, share.bytes));
      if (file && path) await this.once(file, () => blobs.putFile(file, path));
    };
    return { data, upload };
  }

  private hashOfFile(path: string): Promise<string> {
    let known = this.files.get(path);
    if (!known) {
      known = hashOfFile(path);
      this.files.set(path, known);
    }
    return known;
  }

  private shareOf(shared: object): { readonly hash: string; readonly bytes: Uint8Array } {
    let known = this.shares.get(shared);
    if (!known) {
      const bytes = pack(shared);
      known = { hash: hashOfBytes(bytes), bytes };
      this.shares.set(shared, known);
    }
    return known;
  }

  /** Stores something unless it is stored or being stored: many tasks need it at the same time. */
  private once(hash: string, put: () => Promise<void>): Promise<void> {
    const known = this.pending.get(hash);
    if (known) return known;
    const way = (async () => {
      if (!(await this.blobs.has(hash))) await put();
    })().finally(() => this.pending.delete(hash));
    this.pending.set(hash, way);
    return way;
  }
}
