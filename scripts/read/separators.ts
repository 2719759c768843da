// Splits lists at Chinese and Arabic separators: `tags: [中文，英文]`, `% 甲；乙`. YAML and Pandoc read one item; with `cjk` there are two.

import { changesOf, extensionsOf, readerOf } from '../markdown/extensions.js';
import type { HeaderProblem } from './frontMatter.js';
import type { Header } from './header.js';

/** Separators by field. A comma may be part of a name; in an address, it separates only before a slash. */
const SEPARATORS = {
  tags: /[，、；،؛]/,
  author: /[；、؛]/,
  authors: /[；、؛]/,
  aliases: /[，、；،؛]\s*(?=\/)/,
} as const;

type ListField = keyof typeof SEPARATORS;

/** Splits the lists of a header if the dialect has `cjk`, and warns about each list with such a separator. */
export function withSeparators(header: Header, dialect: string): Header {
  const { titleBlock, frontMatter } = header;
  const isSplit = readerOf(dialect) === 'pandoc' && extensionsOf(changesOf(dialect)).has('cjk');
  const problems: HeaderProblem[] = [];
  const splitItems = (items: readonly string[], field: ListField, at: readonly [number, number]): readonly string[] => {
    const sign = SEPARATORS[field].exec(items.find((item) => SEPARATORS[field].test(item)) ?? '')?.[0].trim();
    if (sign === undefined) return items;
    const reason = isSplit
      ? `${field}: "${sign}" separates two items here`
      : `${field}: "${sign}" is not a separator, so this is one item`;
    const note = `write "${titleBlock && field === 'author' ? ';' : ','}" between them`;
    problems.push({ rule: 'front-matter/separator', reason, note, at });
    return isSplit
      ? items.flatMap((item) =>
          item
            .split(SEPARATORS[field])
            .map((part) => part.trim())
            .filter(Boolean),
        )
      : items;
  };
  const values: { [name: string]: unknown } = { ...frontMatter.values };
  for (const field of Object.keys(SEPARATORS) as ListField[]) {
    const items = frontMatter.values[field];
    if (items) values[field] = splitItems(items, field, frontMatter.at[field] ?? [0, 0]);
  }
  const line = titleBlock?.authorLine;
  const authors = titleBlock && line ? splitItems(titleBlock.authors, 'author', [line.start, line.end]) : [];
  if (problems.length === 0) return header;
  return {
    ...header,
    ...(titleBlock && { titleBlock: { ...titleBlock, authors } }),
    frontMatter: { ...frontMatter, values },
    problems: [...header.problems, ...problems],
  };
}
