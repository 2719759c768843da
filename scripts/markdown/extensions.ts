// Parses names of dialects: a base (`markdown`, `gfm`, `commonmark`), then `+extension` and `-extension`.

import { distance } from 'fastest-levenshtein';
import { EXTENSION_TABLE } from './extensionTable.js';

export type Reader = 'pandoc' | 'commonmark' | 'gfm';

function words(list: string): string[] {
  return list.trim().split(/\s+/);
}

/** Every extension that the reader of Pandoc's markdown knows. */
export const EXTENSIONS: readonly string[] = Object.keys(EXTENSION_TABLE).sort();

/** Extensions that are on by default in Pandoc's markdown. */
const DEFAULTS = Object.entries(EXTENSION_TABLE).flatMap(([name, [byDefault]]) => (byDefault === 'on' ? name : []));

/** Pandoc's extensions that are not supported, each with the reason or the replacement. */
const UNREAD: { readonly [name: string]: string } = {
  mmd_title_block: 'write a title block with `%`, or YAML',
  markdown_attribute: 'markdown in HTML blocks is read without it (markdown_in_html_blocks)',
  compact_definition_lists: 'Pandoc 3 dropped it; definition_lists accepts `:` with and without blank lines',
  attributes: 'it is of commonmark; here header_attributes, link_attributes, fenced_code_attributes and bracketed_spans do it',
  sourcepos: 'it is of commonmark',
  obsidian: 'gfm and commonmark read it; here alerts, mark, hard_line_breaks and wikilinks_title_after_pipe read a part of it',
  tex_math_gfm: 'it is of gfm and commonmark; here tex_math_dollars reads formulas',
  amuse: 'it is of Muse',
  raw_markdown: 'it is of notebooks',
  native_numbering: 'it is of other formats',
  empty_paragraphs: 'it is of other formats',
  styles: 'it is of docx',
  ntb: 'it is of ConTeXt',
  tagging: 'it is of ConTeXt',
  epub_html_exts: 'it is of HTML as input',
  xrefs_name: 'it is of other formats',
  xrefs_number: 'it is of other formats',
  element_citations: 'it is of JATS',
};

/** Extensions that `gfm` and `commonmark` always have. A dialect may name them, but not switch them off. */
const ALWAYS = words(`
  all_symbols_escapable auto_identifiers backtick_code_blocks cjk east_asian_line_breaks escaped_line_breaks fenced_code_blocks
  intraword_underscores lists_without_preceding_blankline raw_html shortcut_reference_links space_in_atx_header startnum
  yaml_metadata_block
`);
const ALWAYS_IN_GFM = words('autolink_bare_uris footnotes pipe_tables strikeout task_lists');

/** Extensions that can be switched on in `gfm` and `commonmark` (`commonmark/syntax.ts` and `commonmark/transforms.ts`). */
export const COMMONMARK_EXTENSIONS: readonly string[] = words(`
  alerts emoji hard_line_breaks mark obsidian subscript superscript tex_math_dollars tex_math_double_backslash tex_math_gfm
  tex_math_single_backslash wikilinks_title_after_pipe wikilinks_title_before_pipe
`);

/** Extensions that `obsidian` switches on. One of them is switched off by a later `-name`. */
const IN_OBSIDIAN = words('alerts hard_line_breaks mark tex_math_dollars wikilinks_title_after_pipe');

/** A set of enabled extensions, by Pandoc's names. */
export type Extensions = ReadonlySet<string>;

const CHANGE = /([+-])([a-z_]+)/g;
const CHANGES = /^(?:[+-][a-z_]+)*$/;
const DIALECT = /^(markdown|commonmark|gfm)((?:[+-][a-z_]+)*)$/;

const cache = new Map<string, Extensions>();

/**
 * Returns Pandoc's default extensions with changes applied.
 * @param changes Pandoc's notation, `+mark-smart`; spaces and commas between them are allowed
 * @throws Error for an unknown extension, with the most similar name
 */
export function extensionsOf(changes: string): Extensions {
  const cached = cache.get(changes);
  if (cached) return cached;
  const written = changes.replace(/[\s,]+/g, '');
  if (!CHANGES.test(written)) throw new Error(`"${changes}" is not a list of extensions; write +name or -name`);
  const unknown = unknownExtension(written);
  if (unknown) throw new Error(unknown);
  const set = changed(DEFAULTS, written);
  cache.set(changes, set);
  return set;
}

function changed(defaults: readonly string[], changes: string): Set<string> {
  const set = new Set(defaults);
  for (const [, sign, name = ''] of changes.matchAll(CHANGE)) {
    if (sign === '+' && name === 'obsidian') for (const each of IN_OBSIDIAN) set.add(each);
    if (sign === '+') set.add(name);
    else set.delete(name);
  }
  return set;
}

const dialects = new Map<string, Extensions>();

/** Returns the extensions that are on in a dialect of any reader. */
export function extensionsOfDialect(dialect: string): Extensions {
  const cached = dialects.get(dialect);
  if (cached) return cached;
  const reader = readerOf(dialect);
  const changes = changesOf(dialect);
  const set = reader === 'pandoc' ? extensionsOf(changes) : changed(alwaysIn(reader), changes);
  dialects.set(dialect, set);
  return set;
}

function alwaysIn(reader: Reader): readonly string[] {
  return reader === 'gfm' ? [...ALWAYS, ...ALWAYS_IN_GFM] : ALWAYS;
}

/** Returns the error in a dialect's list of extensions: an unknown name, or a change that its reader cannot follow. */
export function unknownExtension(dialect: string): string | undefined {
  const reader = readerOf(dialect);
  const changes = [...dialect.matchAll(CHANGE)];
  const others = reader === 'pandoc' ? [] : COMMONMARK_EXTENSIONS;
  const name = changes.map(([, , each = '']) => each).find((each) => !EXTENSIONS.includes(each) && !others.includes(each));
  if (name === undefined) return reader === 'pandoc' ? undefined : unsupportedChange(reader, changes);
  if (Object.hasOwn(UNREAD, name)) return `the extension "${name}" of Pandoc is not supported here: ${UNREAD[name]}`;
  const near = EXTENSIONS.toSorted((a, b) => distance(a, name) - distance(b, name));
  const like = near[0] ?? '';
  const hint =
    distance(like, name) <= 1 + like.length / 4 ? `did you mean ${like}?` : `similar names: ${near.slice(0, 4).join(', ')}`;
  return `unknown extension "${name}"; ${hint}`;
}

/** Returns the error about a change that `gfm` or `commonmark` cannot follow, with the changes that it can. */
function unsupportedChange(reader: 'gfm' | 'commonmark', changes: readonly RegExpMatchArray[]): string | undefined {
  const always = alwaysIn(reader);
  for (const [, sign, name = ''] of changes) {
    if (sign === '-' && always.includes(name)) return `${reader} always reads "${name}"; it cannot be switched off`;
    if (sign === '+' && !always.includes(name) && !COMMONMARK_EXTENSIONS.includes(name))
      return `${reader} cannot read "${name}"; it can read ${COMMONMARK_EXTENSIONS.join(', ')}; \`markdown\` reads all of Pandoc’s extensions`;
  }
  return undefined;
}

/** True if a text has the form of a dialect's name. */
export function isDialect(name: string): boolean {
  return DIALECT.test(name);
}

/** Returns the reader of a dialect. */
export function readerOf(dialect: string): Reader {
  const base = DIALECT.exec(dialect)?.[1];
  return base === 'commonmark' || base === 'gfm' ? base : 'pandoc';
}

/** Returns the part of a dialect's name that changes the defaults: `+mark-smart`. */
export function changesOf(dialect: string): string {
  return DIALECT.exec(dialect)?.[2] ?? '';
}
