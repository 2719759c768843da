// Lists whose items a Chinese or Arabic sign divides: `tags: [中文，英文]`, `% 甲；乙`. YAML and Pandoc see one item; under `cjk` there are two.

import { changesOf, extensionsOf, readerOf } from '../markdown/extensions.js';
import type { HeaderProblem } from './frontMatter.js';
import type { Header } from './header.js';

/** The signs that divide the items of each field. A comma may be in a name, and before a slash alone in an address. */
const SIGNS = {
  tags: /[，、；،؛]/,
  author: /[；、؛]/,
  authors: /[；、؛]/,
  aliases: /[，、；،؛]\s*(?=\/)/,
} as const;

type ListField = keyof typeof SIGNS;

/** A header with its lists divided where the dialect has `cjk`, and with a warning for each that has such a sign. */
export function withSeparators(header: Header, dialect: string): Header {
  const { titleBlock, frontMatter } = header;
  const divides = readerOf(dialect) === 'pandoc' && extensionsOf(changesOf(dialect)).has('cjk');
  const problems: HeaderProblem[] = [];
  const divided = (items: readonly string[], field: ListField, at: readonly [number, number]): readonly string[] => {
    const sign = SIGNS[field].exec(items.find((item) => SIGNS[field].test(item)) ?? '')?.[0].trim();
    if (sign === undefined) return items;
    const reason = divides
      ? `${field}: "${sign}" separates two items here`
      : `${field}: "${sign}" is not a separator, so this is one item`;
    const note = `write "${titleBlock && field === 'author' ? ';' : ','}" between them`;
    problems.push({ rule: 'front-matter/separator', reason, note, at });
    return divides
      ? items.flatMap((item) =>
          item
            .split(SIGNS[field])
            .map((part) => part.trim())
            .filter(Boolean),
        )
      : items;
  };
  const values: { [name: string]: unknown } = { ...frontMatter.values };
  for (const field of Object.keys(SIGNS) as ListField[]) {
    const items = frontMatter.values[field];
    if (items) values[field] = divided(items, field, frontMatter.at[field] ?? [0, 0]);
  }
  const line = titleBlock?.authorLine;
  const authors = titleBlock && line ? divided(titleBlock.authors, 'author', [line.start, line.end]) : [];
  if (problems.length === 0) return header;
  return {
    ...header,
    ...(titleBlock && { titleBlock: { ...titleBlock, authors } }),
    frontMatter: { ...frontMatter, values },
    problems: [...header.problems, ...problems],
  };
}
