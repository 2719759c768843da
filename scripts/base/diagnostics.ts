// Problems in a site: the table of rules, the maker of diagnostics, and the report for a terminal.

import { distance } from 'fastest-levenshtein';
import { createColors } from 'picocolors';
import { charWidth, displayWidth } from '../markdown/eastAsianWidth.js';
import { LINT, type LintRule } from '../markdown/lint.js';
import type { Diagnostic, Place } from '../types.js';
import { ENGLISH, type Speech } from './speech.js';
import { CONTROLS, escaped, withoutPasswords } from './text/shown.js';

type LintRuleId = `markdown/${LintRule}`;

/** Rules of the markdown reader, as warnings of the site. */
const LINT_RULES = Object.fromEntries(
  Object.entries(LINT).map(([rule, meaning]) => [`markdown/${rule}`, ['warning', meaning]]),
) as unknown as { readonly [rule in LintRuleId]: readonly ['warning', string] };

/** Severity and meaning; for a rule of `check` alone, also what turns it on: the command itself or an option. */
type Rule = readonly [severity: 'error' | 'warning', meaning: string, asked?: 'check' | 'external' | 'copyedit'];

/** All rules. The table in docs/problems.md is made from this one. */
export const RULES = {
  'config/missing': ['error', '`content/site.yaml` or a required field is missing'],
  'config/syntax': ['error', 'invalid YAML in `content/site.yaml`'],
  'config/unknown': ['error', 'unknown field in `content/site.yaml`'],
  'config/wrong': ['error', 'invalid value in `content/site.yaml`'],
  'source/encoding': ['error', 'a text file is not UTF-8'],
  'source/control': ['warning', 'a control character, which is removed'],
  'source/bidi': ['warning', 'an invisible character that reorders the text after it and is not closed'],
  'source/unreadable': ['error', 'a file or folder cannot be read'],
  'source/outside': ['error', 'a symlink that points outside the site’s folders'],
  'source/loop': ['error', 'a symlink that leads back to itself'],
  'source/special': ['error', 'a named pipe, socket or device in a folder of the site'],
  'source/name': ['error', 'a file name that is not UTF-8, or has a backslash or a control character'],
  'source/hidden': ['warning', 'a hidden file such as `.htaccess`, which is not published'],
  'source/format': ['warning', 'files in an unsupported format, such as `.org`; they are not published'],
  'source/underscore': ['warning', 'files below a name that begins with `_`, which are not published'],
  'source/language': ['warning', 'a file name that ends with a language that the site does not have, such as `a.fr.md`'],
  'front-matter/syntax': ['error', 'invalid front matter'],
  'front-matter/language': ['error', 'front matter in an unsupported language, such as JavaScript'],
  'front-matter/wrong': ['error', 'a front matter field of the wrong type'],
  'front-matter/large': ['error', 'a title of more than 10,000 characters, or more than 500 tags'],
  'front-matter/almost': ['error', 'text that looks like a title block or front matter but is not'],
  'front-matter/middle': ['warning', 'text between two lines of `---` within a post: it is parsed as metadata and not shown'],
  'front-matter/field': ['warning', 'a front matter field that looks like a misspelling'],
  'front-matter/readers': [
    'error',
    'a field such as `password` that restricts readers, or whose value does not say whether the text is public',
  ],
  'front-matter/ignored': ['warning', 'a field that neither titleblock nor a template nor a plugin reads, once for the site'],
  'front-matter/foreign': ['warning', 'a field of another tool with a value that cannot be used here'],
  'front-matter/separator': ['warning', 'list items separated by a Chinese punctuation mark'],
  'title/link': ['warning', 'a link or picture in a title or name, where only its text is shown'],
  'title/duplicate': ['warning', 'with `check`: two posts with the same title', 'check'],
  'title/repeated': ['warning', 'a first heading that repeats the title, which the page shows already'],
  'title/missing': ['warning', 'a post or page without a title; its file name is shown'],
  'date/malformed': ['error', 'an invalid date'],
  'date/more': ['warning', 'extra text after the date in the title block'],
  'date/updated': ['warning', 'an `updated` date that is before the date, or in the future (an error with `future: error`)'],
  'date/future': ['error', 'with `future: error`: a post dated in the future'],
  'date/disagrees': ['warning', 'the header and the file name have different dates; the header wins'],
  'url/duplicate': ['error', 'two files with the same address'],
  'url/case': ['warning', 'two addresses that differ only by case, which are one file on some systems'],
  'url/insecure': ['warning', 'with `check`: a picture, video or frame over `http://` on an `https://` site', 'check'],
  'url/list': ['error', 'an invalid line in `content/urls.yaml` or `content/links.yaml`'],
  'url/lost': ['error', 'a published address that no longer exists'],
  'url/permalink': ['error', 'a permalink that is not a valid address'],
  'url/long': ['error', 'an address that is too long for a file name'],
  'tag/alike': ['warning', 'two different tags with the same address'],
  'link/dead': ['error', 'a link to a page of this site that does not exist (a warning with `links: warn`)'],
  'link/address': ['warning', 'an address that is empty, unfinished, or only valid on one machine or network'],
  'link/equation': ['error', 'a reference to an equation label that does not exist (a warning with `links: warn`)'],
  'link/text': ['warning', 'a link without text, which is invisible'],
  'link/anchor': ['error', 'a link to a heading that does not exist (a warning with `links: warn`)'],
  'link/gone': ['warning', 'with `check --external`: an external link that failed on several days', 'external'],
  'link/spelling': ['warning', 'a link that differs from its target in case or percent-encoding; it is corrected'],
  'picture/missing': ['error', 'a picture that does not exist (a warning with `pictures: warn`)'],
  'picture/unreadable': ['error', 'a picture that cannot be decoded (a warning with `pictures: warn`)'],
  'picture/limit': ['error', 'a picture that is larger than `images: {maxMegapixels}` allows (a warning with `pictures: warn`)'],
  'picture/alt': ['warning', 'a picture without alternative text; use `{alt=""}` for decoration'],
  'picture/suffix': ['warning', 'a picture with the wrong file extension; it is shown anyway'],
  'picture/recoded': ['warning', 'a picture that had to be encoded again to remove its metadata'],
  'picture/unused': ['warning', 'with `check`: a picture that no page uses', 'check'],
  'picture/heavy': ['warning', 'an animation of more than 2 MB'],
  'picture/unsafe': ['warning', 'an SVG with scripts or external references, which are removed'],
  'picture/remote': ['warning', 'a picture hosted on another site, where it may disappear'],
  'picture/fetch': ['warning', 'a picture from another site that could not be downloaded (`images: {remote: localise}`)'],
  'picture/size': ['warning', 'a picture size in another editor’s syntax'],
  'picture/spelling': ['warning', 'a picture path that differs from the file in case, percent-encoding or backslashes'],
  ...LINT_RULES,
  'markdown/class': ['warning', 'a class that is probably a misspelling of one that the theme knows'],
  'markdown/duplicate-id': ['warning', 'an id that two elements have'],
  'html/unclosed': ['warning', 'a raw HTML tag that is never closed'],
  'html/stray': ['warning', 'a raw HTML end tag without a start tag'],
  'html/title': ['warning', 'a raw HTML tag in a title or name, where it is not allowed; it is left out'],
  'html/unknown': [
    'warning',
    'an unknown HTML tag or `<?php … ?>`, which browsers don’t show; often text that only looks like a tag',
  ],
  'leak/secret': ['error', 'a private key or token in a text that would be published'],
  'leak/file': [
    'error',
    'a file that is probably not meant for publication: a private key, a password file, an export of another blog',
  ],
  'leak/location': ['error', 'a video, sound file or embedded picture that contains its location'],
  'leak/draft': ['error', 'a file that would publish the text of a draft'],
  'leak/path': ['error', 'a file that would publish a path of this machine'],
  'html/unsafe': ['warning', 'with `safe: true`: a script, event handler, frame, form or style in a post, which is removed'],
  'html/script': [
    'warning',
    'a script or stylesheet that the page’s Content-Security-Policy blocks, or that loads something that it blocks',
  ],
  'html/attribute': ['warning', 'a raw HTML tag with a duplicate attribute'],
  'text/copyedit': [
    'warning',
    'with `check --copyedit`: unusual punctuation or character width in Chinese, Japanese or Korean text',
    'copyedit',
  ],
  'code/language': ['warning', 'a code block in an unknown language; it is not highlighted'],
  'code/diagram': ['error', 'a diagram (`.dot`) that cannot be drawn'],
  'code/slow': ['error', 'a diagram that takes too long to draw'],
  'markdown/wide-brackets': [
    'warning',
    'a link or picture with full-width brackets, such as `[文]（a.html）`, which is shown as text',
  ],
  'markdown/address-space': [
    'warning',
    'with `gfm` and `commonmark`: a link or picture with a space in its address: it is text: `![](my pic.png)`',
  ],
  'markdown/foreign': ['warning', 'markup of another tool (Hexo, Hugo, Jekyll, Obsidian, …) that the dialect does not read'],
  'markdown/formula': ['warning', 'a formula with invalid TeX'],
  'data/syntax': ['error', 'invalid YAML or JSON in `data/`'],
  'data/duplicate': ['error', 'two files in `data/` with the same name'],
  'data/missing': ['error', 'a list of friends, books or projects that does not exist, or an item without a required field'],
  'data/empty': ['warning', 'a list of friends, books or projects without items'],
  'data/unknown': ['error', 'an unknown field in a list of friends, books or projects'],
  'data/wrong': ['error', 'a value of the wrong type in a list of friends, books or projects'],
  'notes/undated': ['warning', 'text in a file of notes that belongs to no note, since no date is above it'],
  'template/syntax': ['error', 'a syntax error in a template'],
  'template/missing': ['error', 'a missing template or partial; a warning for the `layout` of a post or page'],
  'template/variable': ['error', 'an unknown variable in a template'],
  'template/outdated': ['warning', '(`check`) a copied template or stylesheet that is older than the default', 'check'],
  'plugin/failed': ['error', 'a plugin that cannot be loaded or fails'],
  'plugin/message': ['warning', 'a message from a plugin'],
  'plugin/rule': ['warning', 'with `check`: a finding of a plugin’s rule', 'check'],
  'plugin/unsteady': ['error', 'with `--verify`: a plugin whose output varies for the same input'],
  'answer/idle': ['warning', 'an `answered` entry that matches no warning'],
  'publish/foreign': ['warning', 'the output folder contains files that no build wrote; they are left alone'],
  'publish/overwrite': ['error', 'a file in the output folder that no build wrote and that the site would overwrite'],
  'publish/failed': ['error', 'the output folder cannot be written'],
  'verify/differs': ['error', 'with `--verify`: a file differs from a build from scratch; a bug in titleblock'],
} as const satisfies { readonly [rule: string]: Rule };

export type RuleId = keyof typeof RULES;

/** Rules of `check` alone, with the option that they need; an empty text for none. */
export const CHECK_RULES: { readonly [rule: string]: '' | 'external' | 'copyedit' } = Object.fromEntries(
  Object.entries<Rule>(RULES).flatMap(([rule, [, , asked]]) => (asked ? [[rule, asked === 'check' ? '' : asked]] : [])),
);

export interface ProblemOptions {
  readonly expected?: readonly string[];
  readonly note?: string;
  /** Overrides the rule's severity (`links: warn`). */
  readonly severity?: 'error' | 'warning';
}

/**
 * Makes a diagnostic. docs/design/errors.md is the guide for its texts.
 * @param file path from the site's root
 * @param place undefined if the whole file is meant; its own file wins
 * @param reason what is wrong, in the writer's words; lower case, without a full stop
 */
export function problem(
  file: string,
  place: Place | undefined,
  ruleId: RuleId,
  reason: string,
  { expected = [], note, severity }: ProblemOptions = {},
): Diagnostic {
  // Reasons quote what posts and servers say. One with a line of its own could pass for a problem.
  const shown = (text: string) => escaped(withoutPasswords(text));
  const { file: own = file, ...range } = place ?? {};
  return {
    file: own,
    ...(place && { place: range as Place }),
    ruleId,
    fatal: (severity ?? RULES[ruleId][0]) === 'error',
    reason: shown(reason),
    expected,
    ...(note !== undefined && { note: shown(note) }),
  };
}

/** Returns the place of a range of offsets in a text. */
export function placeAt(text: string, start: number, end = start): Place {
  const [line, column] = pointAt(text, start);
  const [endLine, endColumn] = pointAt(text, end);
  return { line, column, endLine, endColumn };
}

/** Line starts of the latest text: many places are in the same text. */
let latest: { readonly text: string; readonly starts: readonly number[] } = { text: '', starts: [0] };

function pointAt(text: string, offset: number): [line: number, column: number] {
  if (latest.text !== text) latest = { text, starts: lineStarts(text) };
  const { starts } = latest;
  let [low, high] = [0, starts.length];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((starts[middle] as number) <= offset) low = middle;
    else high = middle;
  }
  return [low + 1, offset - (starts[low] as number) + 1];
}

function lineStarts(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

/**
 * Finds the names most similar to one that does not exist.
 * @param limit maximum number of names
 * @returns names that differ in at most a quarter of the letters (or two), nearest first
 */
export function nearest(wanted: string, names: Iterable<string>, limit = 3): string[] {
  const found: { name: string; edits: number }[] = [];
  const key = wanted.toLowerCase();
  const maxEdits = Math.max(2, Math.ceil(key.length / 4));
  for (const name of names) {
    if (Math.abs(name.length - key.length) > maxEdits) continue;
    const edits = distance(key, name.toLowerCase());
    if (edits <= maxEdits) found.push({ name, edits });
  }
  const commonStart = (name: string) => [...key].findIndex((char, index) => char !== name[index]?.toLowerCase()) >>> 0;
  found.sort((a, b) => a.edits - b.edits || commonStart(b.name) - commonStart(a.name) || (a.name < b.name ? -1 : 1));
  return found.slice(0, limit).map(({ name }) => name);
}

/** Returns a key that is different for different problems. */
export function problemKey(d: Diagnostic): string {
  return `${d.file}\0${d.place?.line}\0${d.place?.column}\0${d.ruleId}\0${d.reason}`;
}

/** Sorts problems by file, place and rule, and drops duplicates. */
export function sortProblems(problems: readonly Diagnostic[]): Diagnostic[] {
  const unique = [...new Map(problems.map((d) => [problemKey(d), d])).values()];
  const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
  return unique.sort(
    (a, b) =>
      compare(a.file, b.file) ||
      (a.place?.line ?? 0) - (b.place?.line ?? 0) ||
      (a.place?.column ?? 0) - (b.place?.column ?? 0) ||
      compare(a.ruleId, b.ruleId) ||
      compare(a.reason, b.reason),
  );
}

export interface ReportOptions {
  readonly color: boolean;
  /** Returns the text of a file, for the source line; undefined if it cannot be read. */
  readonly textOf: (file: string) => string | undefined;
  /** English by default. */
  readonly speech?: Speech;
}

/**
 * Returns the report for a terminal: for each problem a head line, the source line with carets under the place, and a hint.
 * @returns whole lines; an empty text if there are no problems
 */
export function report(problems: readonly Diagnostic[], { color, textOf, speech = ENGLISH }: ReportOptions): string {
  const paint = createColors(color);
  const texts = new Map<string, string[] | undefined>();
  const linesOf = (file: string) => {
    if (!texts.has(file)) texts.set(file, textOf(file)?.split(/\r?\n/));
    return texts.get(file);
  };
  return problems
    .map((problem) => {
      const d = speech.problem(problem);
      const at = d.place ? `:${d.place.line}:${d.place.column}` : '';
      const kind = d.fatal ? paint.red(speech.text('error')) : paint.yellow(speech.text('warning'));
      const head = `${paint.bold(`${escaped(d.file)}${at}`)}  ${kind}  ${d.reason}  ${paint.dim(d.ruleId)}`;
      return [head, ...frame(d, d.place && linesOf(d.file), paint), ...advice(d, paint, speech)].join('\n');
    })
    .map((text) => `${text}\n`)
    .join('');
}

type Paint = ReturnType<typeof createColors>;
/** Maximum width of a source line in columns; a longer one is cut around the place. */
const MAX_WIDTH = 100;

function frame(d: Diagnostic, lines: string[] | undefined, paint: Paint): string[] {
  const written = d.place && lines?.[d.place.line - 1];
  if (!d.place || written === undefined) return [];
  const line = withoutPasswords(written);
  const start = Math.min(d.place.column - 1, line.length);
  const sameLine = d.place.endLine === undefined || d.place.endLine === d.place.line;
  const end = Math.max(start + 1, sameLine ? (d.place.endColumn ?? start + 1) - 1 : line.length);
  const from = start > MAX_WIDTH / 2 ? start - MAX_WIDTH / 4 : 0;
  const shown = cutToWidth(line.slice(from), MAX_WIDTH);
  const number = String(d.place.line);
  const margin = ' '.repeat(number.length);
  const before = printable(line.slice(from, start));
  const marked = printable(line.slice(start, end)) || ' ';
  const carets = '^'.repeat(Math.max(1, Math.min(displayWidth(marked), MAX_WIDTH - displayWidth(before))));
  return [
    paint.dim(`  ${number} │ `) + printable(shown),
    paint.dim(`  ${margin} │ `) + ' '.repeat(displayWidth(before)) + paint.red(carets),
  ];
}

function advice(d: Diagnostic, paint: Paint, speech: Speech): string[] {
  const margin = d.place ? ' '.repeat(String(d.place.line).length) : '';
  const parts = [guess(d.expected.map(escaped), speech), d.note].filter(Boolean);
  return parts.map((part) => paint.dim(`  ${margin} │ `) + part);
}

/** Returns "did you mean a or b?"; an empty text without names. */
export function guess(names: readonly string[], speech: Speech): string {
  return names.length > 0 ? speech.text(`did you mean ${names.join(speech.text(' or '))}?`) : '';
}

/** Replaces tabs and control characters by a space each, so that carets are below what they mark. */
export function printable(text: string): string {
  return text.replace(CONTROLS, ' ');
}

function cutToWidth(line: string, width: number): string {
  let columns = 0;
  let end = 0;
  for (const char of line) {
    columns += charWidth(char);
    if (columns > width) return `${line.slice(0, end)}…`;
    end += char.length;
  }
  return line;
}

/** Returns `1 error, 2 warnings`. */
export function count(problems: readonly Diagnostic[], { text, list }: Speech = ENGLISH): string {
  const errors = problems.filter((d) => d.fatal).length;
  const warnings = problems.length - errors;
  return list([text(plural(errors, 'error')), text(plural(warnings, 'warning'))]);
}

export function plural(n: number, word: string): string {
  return `${n} ${word}${n === 1 ? '' : 's'}`;
}
