// Whole articles at hand, so that they need not be read again for their pages; the oldest go when there are many.

interface Body {
  /** Of the article. */
  readonly hash: string;
  readonly bytes: Uint8Array;
}

export class Bodies {
  private readonly bodies = new Map<string, Body>();
  private bytes = 0;

  /** @param most bytes that are kept; the article that came last is kept in any case */
  constructor(private readonly most: number) {}

  /** An article by its path and its hash. */
  get(path: string, hash: string): Uint8Array | undefined {
    const body = this.bodies.get(path);
    return body?.hash === hash ? body.bytes : undefined;
  }

  keep(path: string, hash: string, bytes: Uint8Array): void {
    this.forget(path);
    this.bodies.set(path, { hash, bytes });
    this.bytes += bytes.length;
    for (const oldest of this.bodies.keys()) {
      if (this.bytes <= this.most || oldest === path) break;
      this.forget(oldest);
    }
  }

  forget(path: string): void {
    this.bytes -= this.bodies.get(path)?.bytes.length ?? 0;
    this.bodies.delete(path);
  }
}
