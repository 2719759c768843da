// Reads TOML front matter (`+++`) of Hugo and Zola. smol-toml parses it; the values become a YAML document whose nodes have the ranges of
// their lines, so that one reader of fields serves both.

import { parse, TomlDate, TomlError } from 'smol-toml';
import { Document, isMap, isNode, isPair, type ParsedNode, visit } from 'yaml';

/** A syntax error in TOML. */
export interface TomlMistake {
  readonly reason: string;
  /** Offset in the TOML. */
  readonly at: number;
}

/**
 * Parses TOML.
 * @returns a YAML document whose fields have the ranges of their lines, or the first error
 * @see https://toml.io/en/v1.0.0
 */
export function parseToml(toml: string): Document<ParsedNode> | TomlMistake {
  let values: { [field: string]: unknown };
  try {
    values = parse(toml);
  } catch (error) {
    if (!(error instanceof TomlError)) throw error;
    const lines = toml.split('\n').slice(0, error.line - 1);
    const start = lines.reduce((sum, line) => sum + line.length + 1, 0);
    const [reason = ''] = error.message.replace(/^Invalid TOML document: /, '').split('\n', 1);
    return { reason: `invalid TOML: ${reason}`, at: start + error.column - 1 };
  }
  const document = new Document(toPlain(withTaxonomies(values))) as unknown as Document<ParsedNode>;
  if (isMap(document.contents)) for (const pair of document.contents.items) setRange(toml, String(pair.key), pair);
  return document;
}

/** Moves tags and categories out of Zola's table `taxonomies`. */
function withTaxonomies({ taxonomies, ...values }: { [field: string]: unknown }): { [field: string]: unknown } {
  return typeof taxonomies === 'object' && taxonomies !== null ? { ...taxonomies, ...values } : values;
}

/** Converts values to plain data. Dates stay as written, so that a day stays a day. */
function toPlain(value: unknown): unknown {
  if (value instanceof TomlDate) return value.toISOString();
  if (typeof value === 'bigint') return Number(value);
  // The cache is JSON, which has no such numbers.
  if (typeof value === 'number' && !Number.isFinite(value)) return String(value);
  if (Array.isArray(value)) return value.map(toPlain);
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, toPlain(each)]));
  return value;
}

/** Gives all nodes of a field the range of its line. */
function setRange(toml: string, name: string, pair: unknown): void {
  const escaped = name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const match = new RegExp(`^[ \\t]*\\[*[ \\t]*["']?${escaped}["']?[ \\t]*[=.\\]][^\\n]*`, 'm').exec(toml);
  const start = match?.index ?? 0;
  const range: [number, number, number] = [start, start + (match?.[0].trimEnd().length ?? 1), start + (match?.[0].length ?? 1)];
  visit(pair as never, (_key, node) => {
    if (isNode(node)) node.range = range;
  });
  if (isPair(pair) && isNode(pair.key)) pair.key.range = range;
}
