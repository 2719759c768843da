// A cursor over the text of a template.

/** A mistake in a template: what is wrong, and the offset in its text. */
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

  /** Whether the next character is a given one. */
  isAt(char: string): boolean {
    return this.text[this.position] === char;
  }

  /** Whether a line break is next. */
  get isAtLineBreak(): boolean {
    return this.isAt('\n') || (this.isAt('\r') && this.text[this.position + 1] === '\n');
  }

  /** Passes over a character, if it is next. */
  take(char: string): boolean {
    const isNext = this.isAt(char);
    if (isNext) this.position++;
    return isNext;
  }

  /** Passes over what a pattern matches. @param pattern with the flag `y` */
  match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.position;
    const found = pattern.exec(this.text)?.[0];
    if (found !== undefined) this.position += found.length;
    return found;
  }

  /** What a pattern matches here. @param pattern with the flag `y` */
  peek(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.position;
    return pattern.exec(this.text);
  }

  skipSpaces(): void {
    while (this.isAt(' ') || this.isAt('\t')) this.position++;
  }

  /** Passes over all characters up to one of some. */
  skipTo(chars: string): void {
    while (!this.isAtEnd && !chars.includes(this.text[this.position] as string)) this.position++;
  }

  /** Where the line of an offset begins. */
  lineStart(position: number): number {
    return this.text.lastIndexOf('\n', position - 1) + 1;
  }

  fail(reason: string): never {
    throw new TemplateSyntaxError(reason, this.position);
  }
}
