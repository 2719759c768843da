// Definition lists of goldmark and kramdown, which `gfm` does not read: they become HTML.

import { maskedCode } from './tags.js';

const DEFINITION = /^ {0,3}:[ \t]+(\S.*)$/;

/** Returns a text whose definition lists are HTML with markdown in it. @see PHP Markdown Extra, "Definition Lists" */
export function withDefinitions(text: string, dialect: string): string {
  if (!/^ {0,3}:[ \t]+\S/m.test(text)) return text;
  const masked = maskedCode(text, dialect).split('\n');
  const lines = text.split('\n');
  const out: string[] = [];
  for (let at = 0; at < lines.length; ) {
    if (!isTerm(lines, masked, at)) {
      out.push(lines[at++] as string);
      continue;
    }
    out.push('<dl>');
    while (isTerm(lines, masked, at)) at = addEntry(lines, at, out);
    out.push('</dl>');
    if ((lines[at] ?? '').trim() !== '') out.push('');
  }
  return out.join('\n');
}

/** True for a line of text with a definition below it, after at most one empty line and further terms. */
function isTerm(lines: readonly string[], masked: readonly string[], at: number): boolean {
  const line = lines[at] ?? '';
  if (
    !/^[^\s:|>#\-*+<`]/.test(line) ||
    (at > 0 &&
      (lines[at - 1] as string).trim() !== '' &&
      !/^<\/?d[dl]>|^[ \t]/.test(lines[at - 1] as string) &&
      !DEFINITION.test(lines[at - 1] as string))
  )
    return false;
  const next = (lines[at + 1] ?? '').trim() === '' ? at + 2 : at + 1;
  return DEFINITION.test(lines[next] ?? '') && masked[next]?.includes(':') === true;
}

/** Adds a term with its definitions. @returns the index after them */
function addEntry(lines: readonly string[], start: number, out: string[]): number {
  out.push('<dt>', '', lines[start] as string, '', '</dt>');
  let at = start + 1;
  while (at < lines.length) {
    const next = (lines[at] as string).trim() === '' ? at + 1 : at;
    const [, first] = DEFINITION.exec(lines[next] ?? '') ?? [];
    if (first === undefined) break;
    const content = [first];
    at = next + 1;
    while (at < lines.length && isContinued(lines, at)) content.push((lines[at++] as string).replace(/^(?: {1,4}|\t)/, ''));
    out.push('<dd>', '', ...content, '', '</dd>');
  }
  while (at < lines.length && (lines[at] as string).trim() === '' && (lines[at + 1] ?? '').trim() === '') at++;
  return (lines[at] ?? '').trim() === '' && at < lines.length ? at + 1 : at;
}

/** True for a line that goes on with a definition: a line of text, or an indented one after an empty line. */
function isContinued(lines: readonly string[], at: number): boolean {
  const line = lines[at] as string;
  if (DEFINITION.test(line)) return false;
  if (line.trim() !== '') return true;
  return /^(?: {2,}|\t)\S/.test(lines[at + 1] ?? '');
}
