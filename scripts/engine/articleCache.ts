// Article bodies in memory, so that pages can be made without reading them again. The oldest are dropped when a limit is reached.

interface CachedBytes {
  /** Hash of the article. */
  readonly hash: string;
  readonly bytes: Uint8Array;
}

export class ArticleCache {
  private readonly bodies = new Map<string, CachedBytes>();
  private bytes = 0;

  /** @param maxBytes limit; the newest article is kept even if it is longer */
  constructor(private readonly maxBytes: number) {}

  get(path: string, hash: string): Uint8Array | undefined {
    const body = this.bodies.get(path);
    return body?.hash === hash ? body.bytes : undefined;
  }

  keep(path: string, hash: string, bytes: Uint8Array): void {
    this.forget(path);
    this.bodies.set(path, { hash, bytes });
    this.bytes += bytes.length;
    for (const oldest of this.bodies.keys()) {
      if (this.bytes <= this.maxBytes || oldest === path) break;
      this.forget(oldest);
    }
  }

  forget(path: string): void {
    this.bytes -= this.bodies.get(path)?.bytes.length ?? 0;
    this.bodies.delete(path);
  }
}
