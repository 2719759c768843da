// The title block: compared with recorded results of Pandoc, and with Pandoc itself if it is installed.

import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseTitleBlock } from '../../scripts/markdown/titleBlock.js';
import { pandoc, temporaryFolder } from '../support.js';

const PANDOC = pandoc();

/** Prints the title, authors, date and the beginning of the body. */
function read(text: string): string {
  const block = parseTitleBlock(text);
  if (!block) return 'none';
  return [
    block.title?.text ?? '',
    block.authors.join(' + '),
    block.date?.text ?? '',
    text.slice(block.end).replace(/\s+/g, ' ').trim(),
  ].join(' | ');
}

// These fields hold no markup, so that Pandoc's plain text can be compared with them.
const PLAIN: readonly (readonly [name: string, text: string, expected: string])[] = [
  ['all three', '% Title\n% Author\n% 2023-11-12\n\nbody\n', 'Title | Author | 2023-11-12 | body'],
  ['no blank line behind it', '% Title\n% Author\n% 2023-11-12\nbody\n', 'Title | Author | 2023-11-12 | body'],
  ['only a title', '% Title\n\nbody\n', 'Title |  |  | body'],
  ['no space behind the sign', '%Title\n%A;B\n%D', 'Title | A + B | D | '],
  ['no line break at the end', '% T\n% A\n% D', 'T | A | D | '],
  ['continuation lines', '% Title\n  goes on\n\tand on\n% A\nbody', 'Title goes on and on | A |  | body'],
  ['authors by semicolon and by line', '% T\n% A; B\n  C\n\tD; E\n% D\n', 'T | A + B + C + D + E | D | '],
  ['empty authors', '% T\n% A; ; B;\n% D\n', 'T | A + B | D | '],
  ['only a semicolon', '% T\n% ;\n% D\nx', 'T |  | D | x'],
  ['a date that goes on', '% T\n% A\n% 2020-01-01\n  later\nbody\n', 'T | A | 2020-01-01 later | body'],
  ['fields left out', '%\n%\n% D\nx', ' |  | D | x'],
  ['fields of spaces', '%  \n% \n% D\nb', ' |  | D | b'],
  ['the title left out', '%\n% A\n\nbody\n', ' | A |  | body'],
  ['a blank line ends it', '% T\n\n% A\nbody', 'T |  |  | % A body'],
  ['a line of spaces ends it', '% T\n  \n% A\n', 'T |  |  | % A'],
  ['a line of spaces behind the authors', '% T\n% A\n   \n% D\nx', 'T | A |  | % D x'],
  ['a line that is not indented ends it', '% T\nbody\n% A\n', 'T |  |  | body % A'],
  ['a fourth line is text', '% T\n% A\n% D\n% four\n', 'T | A | D | % four'],
  ['a percent sign that is indented goes on', '% T\n  % A\n% B\n', 'T % A | B |  | '],
  ['two percent signs', '%% T\n% A', '% T | A |  | '],
  ['a blank line before it', '\n% T\n% A\n', 'none'],
  ['a space before it', ' % T\n% A\n', 'none'],
  ['a byte order mark before it', '\uFEFF% T\n% A\n% D\n\nbody\n', 'T | A | D | body'],
  ['CRLF', '% T\r\n  t\r\n% A\r\n  B\r\n% D\r\n\r\nbody\r\n', 'T t | A + B | D | body'],
  ['what looks like blocks is text', '% 1. T\n% # A\n% - D\n\nb', '1. T | # A | - D | b'],
];

const MARKUP: readonly (readonly [name: string, text: string, expected: string])[] = [
  ['semicolons in markup', '% T\n% [A;B](x;y); C*d;e*; `f;g`; "H; I"\n', 'T | [A;B](x;y) + C*d;e* + `f;g` + "H; I" |  | '],
  ['an escaped semicolon', '% T\n% A\\; B\n  C\n', 'T | A\\; B + C |  | '],
  ['an opener without its closer', '% T\n% *A; B\n  C*\n', 'T | *A + B + C* |  | '],
  ['Chinese lines join without a space', '% 这是很长的标题，\n  分成两行\n% 作者\n', '这是很长的标题，分成两行 | 作者 |  | '],
  ['Chinese and Latin join with one', '% 这是 Pandoc\n  的标题\n', '这是 Pandoc 的标题 |  |  | '],
];

test.each([...PLAIN, ...MARKUP])('%s', (_name, text, expected) => expect(read(text)).toBe(expected));

test.skipIf(!PANDOC).each(PLAIN)('%s: what Pandoc says', (_name, text, expected) => {
  const folder = temporaryFolder();
  const template = '$title$ | $for(author)$$author$$sep$ + $endfor$ | $date$ | $body$';
  writeFileSync(join(folder, 'template.txt'), template);
  writeFileSync(join(folder, 'post.md'), text);
  const args = ['-f', 'markdown-smart', '-t', 'plain', '--wrap=none', '-s', '--template', 'template.txt', 'post.md'];
  const output = execFileSync(PANDOC ?? '', args, { cwd: folder, stdio: ['ignore', 'pipe', 'ignore'] }).toString();
  // Pandoc keeps empty authors; titleblock drops them.
  const [title = '', authors = '', date = '', ...body] = output.split('|').map((part) => part.replace(/\s+/g, ' ').trim());
  const named = authors
    .split('+')
    .map((author) => author.trim())
    .filter(Boolean)
    .join(' + ');
  const rest = body.join('|').replace(/^- ?/, '');
  expect(`${title} | ${named} | ${date} | ${rest}`).toBe(
    expected === 'none' ? ` |  |  | ${text.replace(/\s+/g, ' ').trim()}` : expected,
  );
});

describe('properties', () => {
  const line = fc.stringMatching(/^[a-c 中;%*]{0,8}$/);
  const file = fc.array(
    fc.oneof(
      line,
      line.map((rest) => `% ${rest}`),
      line.map((rest) => `  ${rest}`),
    ),
    { maxLength: 8 },
  );

  test('reads the same with LF and CRLF', () => {
    fc.assert(
      fc.property(file, (lines) => {
        expect(read(lines.join('\r\n'))).toBe(read(lines.join('\n')));
      }),
    );
  });

  test('reads every character of the file once', () => {
    fc.assert(
      fc.property(file, (lines) => {
        const text = lines.join('\n');
        const block = parseTitleBlock(text);
        if (!block) return;
        const header = text.slice(0, block.end);
        expect(header.split('\n').filter((each) => each.startsWith('%')).length).toBeLessThanOrEqual(3);
        const letters = (part: string) => part.replace(/[\s;%]/g, '');
        const read = [block.title?.text ?? '', ...block.authors, block.date?.text ?? ''].join('');
        expect(letters(read)).toBe(letters(header));
      }),
    );
  });
});
