// Collects the files that took longest to render.

/** Length of the list. */
const LISTED = 10;

export class Slowest {
  private files: (readonly [file: string, milliseconds: number])[] = [];

  note(file: string, milliseconds: number): void {
    this.files.push([file, milliseconds]);
    if (this.files.length >= LISTED * 4) this.files = [...this.list()];
  }

  /** The slowest first. */
  list(): readonly (readonly [file: string, milliseconds: number])[] {
    return [...this.files].sort((a, b) => b[1] - a[1]).slice(0, LISTED);
  }
}
