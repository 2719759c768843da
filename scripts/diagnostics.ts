// Problems in the content: the rules, how one is made, and the report on a terminal or as JSON.

import { distance } from 'fastest-levenshtein';
import { createColors } from 'picocolors';
import { charWidth, displayWidth } from './markdown/eastAsianWidth.js';
import { LINT, type LintRule } from './markdown/lint.js';
import type { Diagnostic, Place } from './types.js';

type LintRuleId = `markdown/${LintRule}`;

/** What the reader of Pandoc's markdown tells, as warnings of the site. */
const LINT_RULES = Object.fromEntries(
  Object.entries(LINT).map(([rule, meaning]) => [`markdown/${rule}`, ['warning', meaning]]),
) as unknown as { readonly [rule in LintRuleId]: readonly ['warning', string] };

/** Every rule, its severity and its meaning; the table in the README is made from this. */
export const RULES = {
  'config/missing': ['error', '`content/site.yaml`, or a field that it needs, is not there'],
  'config/syntax': ['error', '`content/site.yaml` is not well-formed YAML'],
  'config/unknown': ['error', 'a field of `content/site.yaml` that does not exist'],
  'config/wrong': ['error', 'a field of `content/site.yaml` has a value that cannot be used'],
  'source/encoding': ['error', 'a text file is not UTF-8'],
  'source/control': ['warning', 'a control character, which is left out'],
  'source/unreadable': ['error', 'a file or folder cannot be read'],
  'source/outside': ['error', 'a link (symlink) that leads out of `content/`, `images/` and `templates/`'],
  'front-matter/syntax': ['error', 'the front matter is not well-formed'],
  'front-matter/language': ['error', 'front matter in a language that is not read, such as JavaScript'],
  'front-matter/wrong': ['error', 'a front matter field has a value of the wrong type'],
  'front-matter/almost': ['error', 'what looks like a title block or front matter, and is none'],
  'front-matter/middle': ['warning', 'text between two `---` that is read as metadata, and not shown'],
  'front-matter/field': ['warning', 'a front matter field whose name is nearly that of a known one'],
  'front-matter/separator': ['warning', 'items of a list that a Chinese sign divides; under `cjk` they are divided there'],
  'title/duplicate': ['warning', 'with `check`: two posts have the same title'],
  'title/missing': ['warning', 'a post or page has no title; its file name is shown'],
  'date/malformed': ['error', 'a date that is no day of the calendar'],
  'date/more': ['warning', 'other words stand behind the date in the title block'],
  'date/future': ['error', 'with `future: error`: a post has a date to come'],
  'date/disagrees': ['warning', 'the date in the header and the date in the file name differ; the header wins'],
  'url/duplicate': ['error', 'two files would be published at the same address'],
  'url/case': ['warning', 'two addresses differ only by case and are one file on some systems'],
  'url/insecure': ['warning', 'with `check`: a picture, a film or a frame over `http://` in a site of `https://`'],
  'url/list': ['error', 'a line of `content/urls.yaml` or `content/links.yaml` that is no address'],
  'url/lost': ['error', 'an address that was published, and that nothing is at any more'],
  'url/unlisted': ['warning', 'addresses that `content/urls.yaml` lacks, where a build may not write it'],
  'url/long': ['error', 'an address that is too long for a file name'],
  'tag/alike': ['warning', 'two tags that differ by more than case have one page'],
  'link/dead': ['error', 'a link to a page of this site that does not exist (a warning with `links: warn`)'],
  'link/anchor': ['error', 'a link to a heading that does not exist (a warning with `links: warn`)'],
  'link/gone': ['warning', 'with `check --external`: an address of another site that was not there on several days'],
  'link/spelling': ['warning', 'a link that differs from its target by case or percent-encoding; it is rewritten'],
  'picture/missing': ['error', 'a picture that does not exist (a warning with `pictures: warn`)'],
  'picture/unreadable': ['error', 'a picture that cannot be decoded (a warning with `pictures: warn`)'],
  'picture/limit': ['error', 'a picture that is larger than `images: {maxMegapixels}` allows (a warning with `pictures: warn`)'],
  'picture/alt': ['warning', 'a picture without a text for those who cannot see it; `{alt=""}` says that it needs none'],
  'picture/suffix': ['warning', 'a picture whose name ends like another format; it is shown all the same'],
  'picture/unused': ['warning', 'with `check`: a picture that nothing shows or links to'],
  'picture/heavy': ['warning', 'an animation of more than 2 MB'],
  'picture/unsafe': ['warning', 'a drawing (SVG) with scripts or addresses elsewhere, which are left out'],
  'picture/remote': ['warning', 'a picture that lies at another site, where it may vanish'],
  'picture/fetch': ['warning', 'a picture of another site that could not be fetched (`images: {remote: localise}`)'],
  'picture/size': ['warning', 'a size written behind the address of a picture, as other programs have it'],
  'picture/spelling': ['warning', 'a picture whose name differs by case, percent-encoding or backslashes from the file'],
  ...LINT_RULES,
  'html/unclosed': ['warning', 'a tag of raw HTML that is never closed'],
  'html/stray': ['warning', 'an end tag of raw HTML that closes nothing'],
  'html/unknown': ['warning', 'a tag that HTML does not have; often text that looks like one'],
  'html/script': ['warning', 'a script of another site, which may need more than the policy of the pages lets pass'],
  'html/attribute': ['warning', 'a tag of raw HTML with the same attribute twice'],
  'text/copyedit': ['warning', 'with `check --copyedit`: punctuation or width that is not usual in Chinese text'],
  'code/language': ['warning', 'a code block in a language that is not known; it is shown without colours'],
  'code/diagram': ['error', 'a diagram (`.dot`) that cannot be drawn'],
  'markdown/formula': ['warning', 'a formula that is no TeX'],
  'data/syntax': ['error', 'a file of `data/` is not well-formed YAML or JSON'],
  'data/duplicate': ['error', 'two files of `data/` have the same name'],
  'template/syntax': ['error', 'a template is not well-formed'],
  'template/missing': ['error', 'a template or partial that does not exist'],
  'template/variable': ['error', 'a template uses a variable that does not exist'],
  'plugin/failed': ['error', 'a plugin that cannot be loaded, or that fails'],
  'plugin/message': ['warning', 'what a plugin says of a text'],
  'plugin/rule': ['warning', 'with `check`: what a rule of a plugin finds'],
  'plugin/unsteady': ['error', 'with `--verify`: a plugin that does not make the same of the same'],
  'answer/idle': ['warning', 'an answer to warnings (`answered`) that answers none'],
  'publish/foreign': ['warning', 'the output folder holds files that no build made; they are left alone'],
  'publish/failed': ['error', 'the output folder cannot be written'],
  'verify/differs': ['error', 'with `--verify`: a file is not what a build from nothing makes; a mistake of the program'],
} as const satisfies Record<string, readonly ['error' | 'warning', string]>;

export type RuleId = keyof typeof RULES;

/** Rules that `check` alone knows, by the option that they need; an empty one for none. */
export const CHECK_RULES: { readonly [rule: string]: '' | 'external' | 'copyedit' } = {
  'title/duplicate': '',
  'url/insecure': '',
  'picture/unused': '',
  'plugin/rule': '',
  'link/gone': 'external',
  'text/copyedit': 'copyedit',
} satisfies { readonly [rule in RuleId]?: '' | 'external' | 'copyedit' };

export interface ProblemOptions {
  readonly expected?: readonly string[];
  readonly note?: string;
  /** Overrides the rule's severity (`links: warn`). */
  readonly severity?: 'error' | 'warning';
}

/**
 * Makes a diagnostic.
 * @param file from the site's root
 * @param place undefined where the whole file is meant
 * @param reason what is wrong, in the writer's words, lower case, without a full stop
 */
export function problem(
  file: string,
  place: Place | undefined,
  ruleId: RuleId,
  reason: string,
  { expected = [], note, severity }: ProblemOptions = {},
): Diagnostic {
  return {
    file,
    ...(place && { place }),
    ruleId,
    fatal: (severity ?? RULES[ruleId][0]) === 'error',
    reason,
    expected,
    ...(note !== undefined && { note }),
  };
}

/** The place of a stretch of text, from offsets. */
export function placeAt(text: string, start: number, end = start): Place {
  const point = (offset: number): [number, number] => {
    let line = 1;
    let lineStart = 0;
    for (let at = text.indexOf('\n'); at >= 0 && at < offset; at = text.indexOf('\n', at + 1)) {
      line++;
      lineStart = at + 1;
    }
    return [line, offset - lineStart + 1];
  };
  const [line, column] = point(start);
  const [endLine, endColumn] = point(end);
  return { line, column, endLine, endColumn };
}

/**
 * The names nearest to one that was not found.
 * @returns at most `most`, none that differs in more than a quarter of its letters
 */
export function nearest(wanted: string, names: Iterable<string>, most = 3): string[] {
  const found: { name: string; far: number }[] = [];
  const key = wanted.toLowerCase();
  const limit = Math.max(2, Math.ceil(key.length / 4));
  for (const name of names) {
    if (Math.abs(name.length - key.length) > limit) continue;
    const far = distance(key, name.toLowerCase());
    if (far <= limit) found.push({ name, far });
  }
  const alike = (name: string) => [...key].findIndex((char, index) => char !== name[index]?.toLowerCase()) >>> 0;
  found.sort((a, b) => a.far - b.far || alike(b.name) - alike(a.name) || (a.name < b.name ? -1 : 1));
  return found.slice(0, most).map(({ name }) => name);
}

/** What tells a problem from others. */
export function problemKey(d: Diagnostic): string {
  return `${d.file}\0${d.place?.line}\0${d.place?.column}\0${d.ruleId}\0${d.reason}`;
}

/** By file, place and rule; the same problem at the same place only once. */
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
  /** The text of a file, for the source line; undefined where it cannot be had. */
  readonly textOf: (file: string) => string | undefined;
}

/**
 * The problems for a terminal: a head line each, the source line with carets under the place, and what to do.
 * @returns lines, or an empty text where there are no problems
 */
export function report(problems: readonly Diagnostic[], { color, textOf }: ReportOptions): string {
  const paint = createColors(color);
  const texts = new Map<string, string[] | undefined>();
  const linesOf = (file: string) => {
    if (!texts.has(file)) texts.set(file, textOf(file)?.split(/\r?\n/));
    return texts.get(file);
  };
  return problems
    .map((d) => {
      const at = d.place ? `:${d.place.line}:${d.place.column}` : '';
      const kind = d.fatal ? paint.red('error') : paint.yellow('warning');
      const head = `${paint.bold(`${d.file}${at}`)}  ${kind}  ${d.reason}  ${paint.dim(d.ruleId)}`;
      return [head, ...frame(d, linesOf(d.file), paint), ...advice(d, paint)].join('\n');
    })
    .map((text) => `${text}\n`)
    .join('');
}

type Paint = ReturnType<typeof createColors>;
/** Widest source line shown, in columns; a longer one is cut around the place. */
const WIDEST = 100;

function frame(d: Diagnostic, lines: string[] | undefined, paint: Paint): string[] {
  const line = d.place && lines?.[d.place.line - 1];
  if (!d.place || line === undefined) return [];
  const start = Math.min(d.place.column - 1, line.length);
  const sameLine = d.place.endLine === undefined || d.place.endLine === d.place.line;
  const end = Math.max(start + 1, sameLine ? (d.place.endColumn ?? start + 1) - 1 : line.length);
  const from = start > WIDEST / 2 ? start - WIDEST / 4 : 0;
  const shown = cut(line.slice(from), WIDEST);
  const number = String(d.place.line);
  const margin = ' '.repeat(number.length);
  const before = printable(line.slice(from, start));
  const marked = printable(line.slice(start, end)) || ' ';
  const carets = '^'.repeat(Math.max(1, Math.min(displayWidth(marked), WIDEST - displayWidth(before))));
  return [
    paint.dim(`  ${number} │ `) + printable(shown),
    paint.dim(`  ${margin} │ `) + ' '.repeat(displayWidth(before)) + paint.red(carets),
  ];
}

function advice(d: Diagnostic, paint: Paint): string[] {
  const margin = d.place ? ' '.repeat(String(d.place.line).length) : '';
  const parts = [d.expected.length > 0 ? `did you mean ${d.expected.join(' or ')}?` : '', d.note ?? ''].filter(Boolean);
  return parts.map((part) => paint.dim(`  ${margin} │ `) + part);
}

/** Tabs and control characters as one space each, so that carets stand under what they mean. */
function printable(text: string): string {
  return text.replace(/[\u0000-\u001f\u007f]/g, ' ');
}

function cut(line: string, width: number): string {
  let columns = 0;
  let end = 0;
  for (const char of line) {
    columns += charWidth(char);
    if (columns > width) return `${line.slice(0, end)}…`;
    end += char.length;
  }
  return line;
}

/** `1 error, 2 warnings`. */
export function count(problems: readonly Diagnostic[]): string {
  const errors = problems.filter((d) => d.fatal).length;
  const warnings = problems.length - errors;
  return `${plural(errors, 'error')}, ${plural(warnings, 'warning')}`;
}

export function plural(n: number, word: string): string {
  return `${n} ${word}${n === 1 ? '' : 's'}`;
}
