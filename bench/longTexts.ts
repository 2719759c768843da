// Unusually long texts, for finding operations that are not linear.

/** Joins `n` generated parts. */
export const list = (n: number, each: (at: number) => string) => Array.from({ length: n }, (_, at) => each(at)).join('');

/** Texts by the construct that they repeat. With size 1 they have a few hundred kilobytes. */
export const LONG_TEXTS: { readonly [what: string]: (size: number) => string } = {
  paragraphs: (size) => list(10_000 * size, () => '这是一段正文，里面有一些字和 English words 以及 `code`。\n\n'),
  headings: (size) => list(10_000 * size, (at) => `## Heading ${at}\n\n`),
  'equal headings': (size) => list(10_000 * size, () => '## Equal\n\n'),
  'rows of a table': (size) => `| a | b |\n|---|---|\n${list(10_000 * size, (at) => `| ${at} | x |\n`)}`,
  'items of a list': (size) => list(10_000 * size, (at) => `- item ${at}\n`),
  footnotes: (size) => list(3000 * size, (at) => `x[^${at}]\n\n[^${at}]: note ${at}\n\n`),
  'links to headings': (size) => list(5000 * size, (at) => `## H ${at}\n\n[x](#h-${at})\n\n`),
  'one line': (size) => 'word '.repeat(200_000 * size),
  code: (size) => `\`\`\` js\n${'const a = 1;\n'.repeat(20_000 * size)}\`\`\`\n`,
  definitions: (size) => list(10_000 * size, (at) => `[a][r${at}]\n\n[r${at}]: https://example.net/${at}\n\n`),
};
