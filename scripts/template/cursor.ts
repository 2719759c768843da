// A cursor over the text of a template.

/** A mistake in a template, with its offset in the text. */
export class TemplateSyntaxError extends Error {
  constructor(
    readonly reason: string,
    readonly at: number,
    readonly length = 1,
  ) {
    super(reason);
  }
}

export class Cursor {
  /** Offset of the next character. */
  position = 0;

  constructor(readonly text: string) {}

  get isAtEnd(): boolean {
    return this.position >= this.text.length;
  }

  /** True if a given character is next. */
  isAt(char: string): boolean {
    return this.text[this.position] === char;
  }

  /** True if a line break is next. */
  get isAtLineBreak(): boolean {
    return this.isAt('\n') || (this.isAt('\r') && this.text[this.position + 1] === '\n');
  }

  /** Consumes a character if it is next. @returns true if it was */
  take(char: string): boolean {
    const isNext = this.isAt(char);
    if (isNext) this.position++;
    return isNext;
  }

  /** Consumes the match of a pattern and returns it. @param pattern with the flag `y` */
  match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.position;
    const found = pattern.exec(this.text)?.[0];
    if (found !== undefined) this.position += found.length;
    return found;
  }

  /** Returns the match of a pattern without consuming it. @param pattern with the flag `y` */
  peek(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.position;
    return pattern.exec(this.text);
  }

  skipSpaces(): void {
    while (this.isAt(' ') || this.isAt('\t')) this.position++;
  }

  /** Consumes characters up to one of `chars`. */
  skipTo(chars: string): void {
    while (!this.isAtEnd && !chars.includes(this.text[this.position] as string)) this.position++;
  }

  /** Returns the beginning of the line that contains an offset. */
  lineStart(position: number): number {
    return this.text.lastIndexOf('\n', position - 1) + 1;
  }

  fail(reason: string): never {
    throw new TemplateSyntaxError(reason, this.position);
  }
}
