// The files that took longest.

/** How many are told. */
const TOLD = 10;

export class Slowest {
  private files: (readonly [file: string, milliseconds: number])[] = [];

  note(file: string, milliseconds: number): void {
    this.files.push([file, milliseconds]);
    if (this.files.length >= TOLD * 4) this.files = [...this.list()];
  }

  /** The slowest first. */
  list(): readonly (readonly [file: string, milliseconds: number])[] {
    return [...this.files].sort((a, b) => b[1] - a[1]).slice(0, TOLD);
  }
}
