// The names of dialects, in Pandoc's notation: a base, then +extension and -extension.

export type Reader = 'pandoc' | 'commonmark' | 'gfm';

/** Pandoc's extensions that its markdown has by default. */
const DEFAULTS = `
  all_symbols_escapable auto_identifiers backtick_code_blocks blank_before_blockquote blank_before_header bracketed_spans
  citations definition_lists escaped_line_breaks example_lists fancy_lists fenced_code_attributes fenced_code_blocks
  fenced_divs footnotes grid_tables header_attributes implicit_figures implicit_header_references inline_code_attributes
  inline_notes intraword_underscores latex_macros line_blocks link_attributes markdown_in_html_blocks multiline_tables
  native_divs native_spans pandoc_title_block pipe_tables raw_attribute raw_html raw_tex shortcut_reference_links
  simple_tables smart space_in_atx_header startnum strikeout subscript superscript table_attributes table_captions
  task_lists tex_math_dollars yaml_metadata_block
`
  .trim()
  .split(/\s+/);

/** Those that it knows and has switched off; `cjk` is ours. */
const OTHERS = `
  autolink_bare_uris cjk east_asian_line_breaks emoji four_space_rule hard_line_breaks ignore_line_breaks
  lists_without_preceding_blankline mark tex_math_double_backslash tex_math_single_backslash
`
  .trim()
  .split(/\s+/);

export type Extensions = ReadonlySet<string>;

const DIALECT = /^(markdown|commonmark|gfm)((?:[+-][a-z_]+)*)$/;

/** Whether a text names a dialect. */
export function isDialect(name: string): boolean {
  return DIALECT.test(name);
}

/** Which reader reads a dialect. */
export function readerOf(dialect: string): Reader {
  const base = DIALECT.exec(dialect)?.[1];
  return base === 'commonmark' || base === 'gfm' ? base : 'pandoc';
}

/** The extensions that a dialect of Pandoc's markdown switches on. */
export function extensionsOf(dialect: string): Extensions {
  const set = new Set(DEFAULTS);
  for (const [, sign, name] of (DIALECT.exec(dialect)?.[2] ?? '').matchAll(/([+-])([a-z_]+)/g)) {
    if (sign === '+') set.add(name ?? '');
    else set.delete(name ?? '');
  }
  return set;
}

/** Every extension that the reader of Pandoc's markdown knows. */
export const EXTENSIONS: readonly string[] = [...DEFAULTS, ...OTHERS].sort();

/** The extensions that a dialect names and that do not exist. */
export function unknownExtensions(dialect: string): string[] {
  const named = [...(DIALECT.exec(dialect)?.[2] ?? '').matchAll(/[+-]([a-z_]+)/g)].map(([, name]) => name ?? '');
  return named.filter((name) => !EXTENSIONS.includes(name));
}
