// docs/extensions.md: each extension with an example and its result. The examples are conformance cases, whose results Pandoc made.

import { readFileSync } from 'node:fs';
import { readCases } from '../../../tests/conformance/cases.js';
import { EXTENSIONS, extensionsOf } from '../../markdown/extensions.js';

type About = readonly [meaning: string, example?: string];

/** What each extension does, and the case that shows it. */
const ABOUT: { readonly [name: string]: About } = {
  abbreviations: ['Removes definitions of abbreviations in the style of PHP Markdown Extra.', 'basic'],
  alerts: ['Reads quotes that begin with `[!NOTE]` as callouts, as GitHub does.', 'basic'],
  all_symbols_escapable: ['Lets a backslash escape any character that is not a letter or digit.', 'on'],
  angle_brackets_escapable: [
    'Lets a backslash escape `<` and `>`, without all_symbols_escapable.',
    'basic.-all_symbols_escapable',
  ],
  ascii_identifiers: ['Removes accents and non-ASCII characters from the ids of headings.', 'basic'],
  auto_identifiers: ['Gives each heading an id made from its text.', 'chinese'],
  autolink_bare_uris: ['Makes bare addresses links.', 'basic'],
  backtick_code_blocks: ['Reads code blocks fenced with backticks.', 'interrupts-paragraph'],
  blank_before_blockquote: ['Requires a blank line before a block quote.'],
  blank_before_header: ['Requires a blank line before a heading.', 'in-list'],
  bracketed_spans: ['Reads `[text]{.class}` as a span.', 'basic'],
  citations: ['Reads citations such as `[@doe99, p. 3]`.', 'basic'],
  cjk: ['Reads Chinese, Japanese and Korean as their writers mean it.', 'quotes'],
  definition_lists: ['Reads terms with definitions.', 'tight-after-loose'],
  east_asian_line_breaks: ['Ignores line breaks between wide characters.', 'basic'],
  emoji: ['Replaces `:smile:` with the emoji.', 'basic'],
  escaped_line_breaks: ['Makes a backslash at the end of a line a line break.', 'on'],
  example_lists: ['Numbers examples through the whole text, with labels to refer to.', 'labels'],
  fancy_lists: ['Allows letters, Roman numerals and parentheses in ordered lists.', 'parentheses'],
  fenced_code_attributes: ['Allows attributes after the fence of a code block.', 'word-and-braces'],
  fenced_code_blocks: ['Reads code blocks fenced with tildes.', 'tildes'],
  fenced_divs: ['Reads blocks between lines of `:::` as divs.', 'two-words'],
  footnotes: ['Reads footnotes `[^1]`.', 'chinese'],
  four_space_rule: ['Requires four spaces of indentation in list items, as older versions did.', 'basic'],
  gfm_auto_identifiers: ['Makes ids of headings as GitHub does.', 'basic'],
  grid_tables: ['Reads tables drawn with `+`, `-` and `|`, with blocks in their cells.', 'chinese'],
  gutenberg: ['Changes plain text output only; accepted without effect.'],
  hard_line_breaks: ['Makes every line break visible.', 'basic'],
  header_attributes: ['Allows attributes after a heading.', 'all-kinds'],
  ignore_line_breaks: ['Ignores line breaks without adding a space.', 'basic'],
  implicit_figures: ['Makes a picture alone in its paragraph a figure with a caption.', 'reference'],
  implicit_header_references: ['Lets a heading’s text serve as a link reference.', 'basic'],
  inline_code_attributes: ['Allows attributes after inline code.', 'basic'],
  inline_notes: ['Reads footnotes written in place.', 'basic'],
  intraword_underscores: ['Reads underscores within words as text.', 'on'],
  latex_macros: ['Expands TeX macros in formulas.', 'basic'],
  line_blocks: ['Keeps lines that begin with `|` apart, as in poems.', 'chinese'],
  link_attributes: ['Allows attributes after links and pictures.', 'reference'],
  lists_without_preceding_blankline: ['Lets a list begin right after a line of text.', 'basic'],
  literate_haskell: ['Reads lines that begin with `>` as Haskell code.', 'basic'],
  mark: ['Reads `==text==` as highlighted.', 'basic'],
  markdown_in_html_blocks: ['Reads markdown within HTML blocks.', 'section'],
  mmd_header_identifiers: ['Reads `[id]` after a heading as its id.', 'basic'],
  mmd_link_attributes: ['Reads attributes after link references, as MultiMarkdown does.', 'basic'],
  multiline_tables: ['Reads tables whose rows can have several lines.', 'one-row'],
  native_divs: ['Reads `<div>` as a div with markdown in it.', 'one-line'],
  native_spans: ['Reads `<span>` as a span with markdown in it.', 'basic'],
  old_dashes: ['Reads `--` as an em dash, and `-` before a digit as an en dash.'],
  pandoc_title_block: ['Reads title, authors and date from lines that begin with `%`.', 'basic'],
  pipe_tables: ['Reads tables with `|` between cells.', 'ends-without-pipe'],
  raw_attribute: ['Reads code with `{=format}` as raw text for that format.', 'inline'],
  raw_html: ['Keeps HTML tags.', 'chinese-around'],
  raw_tex: ['Reads TeX commands as raw TeX, which pages leave out.', 'inline'],
  rebase_relative_paths: ['Concerns several input files; accepted without effect.'],
  short_subsuperscripts: ['Allows `x^2` and `O~2` without a closing sign.', 'basic'],
  shortcut_reference_links: ['Allows `[text]` for `[text][]`.', 'markup'],
  simple_tables: ['Reads tables with dashed lines under their heads.', 'chinese'],
  smart: ['Makes straight quotes, dashes and dots typographic.', 'around-markup'],
  space_in_atx_header: ['Requires a space after the `#` of a heading.', 'on'],
  spaced_reference_links: ['Allows a space between `[text]` and `[label]`.', 'basic'],
  startnum: ['Keeps the number that an ordered list starts with.', 'basic'],
  strikeout: ['Reads `~~text~~` as struck out.', 'basic'],
  subscript: ['Reads `~text~` as a subscript.', 'basic'],
  superscript: ['Reads `^text^` as a superscript.', 'basic'],
  table_attributes: ['Allows attributes at the end of a table’s caption.', 'basic'],
  table_captions: ['Reads a paragraph that begins with `:` or `Table:` as the caption of a table.', 'right-behind'],
  task_lists: ['Reads `[ ]` and `[x]` at the start of list items as checkboxes.', 'all'],
  tex_math_dollars: ['Reads formulas between dollar signs.', 'chinese'],
  tex_math_double_backslash: ['Reads formulas between `\\\\(` and `\\\\)`.', 'basic'],
  tex_math_single_backslash: ['Reads formulas between `\\(` and `\\)`.', 'basic'],
  wikilinks_title_after_pipe: ['Reads `[[address|text]]` as a link.', 'basic'],
  wikilinks_title_before_pipe: ['Reads `[[text|address]]` as a link.', 'basic'],
  yaml_metadata_block: ['Reads YAML between `---` lines as metadata.', 'middle'],
};

/** The page. @throws Error for an extension that is not described, or an example that does not exist */
export function extensionsPage(): string {
  const on = extensionsOf('');
  const default_ = EXTENSIONS.filter((name) => on.has(name));
  const others = EXTENSIONS.filter((name) => !on.has(name));
  return `# Extensions by example

Each extension of [the dialect](markdown.md), with an example and the HTML that it becomes. The examples are conformance cases: a test
compares each result with Pandoc’s own. \`npm run docs\` makes this page.

## On by default

${default_.map(section).join('\n')}
## Off by default

titleblock itself turns on \`autolink_bare_uris\`, \`cjk\` and \`east_asian_line_breaks\`.

${others.map(section).join('\n')}`;
}

const cases = new Map(readCases().map((each) => [each.name, each]));

function section(name: string): string {
  const about = ABOUT[name];
  if (!about) throw new Error(`scripts/tools/docs/extensions.ts does not describe the extension "${name}"`);
  const [meaning, example] = about;
  const head = `### ${name}\n\n${meaning}\n`;
  if (example === undefined) return head;
  const found = cases.get(`${name}/${example}`);
  if (!found) throw new Error(`there is no conformance case ${name}/${example}`);
  return `${head}\n${fenced('markdown', found.markdown)}\n\n${fenced('html', readFileSync(found.answer, 'utf8'))}\n`;
}

/** A code block whose fence is longer than any in it. */
function fenced(language: string, text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}${language}\n${text.trimEnd()}\n${fence}`;
}
