// Writes the header of a new post in the form of the site's other posts: a title block with YAML after it, or front matter in YAML or
// TOML; lists in brackets, in lines of their own, or as one text.

import { stringify as stringifyToml } from 'smol-toml';
import { Document, isSeq } from 'yaml';
import { LIST_SIGNS } from '../read/headerTypes.js';
import type { CivilDate, Source } from '../types.js';

/** The form of headers. */
export interface HeaderForm {
  readonly kind: 'title block' | 'yaml' | 'toml';
  readonly lists: 'brackets' | 'lines' | 'indented lines' | 'text';
  /** True if front matter names the author. A title block always does. */
  readonly hasAuthor: boolean;
}

const DEFAULT_FORM: HeaderForm = { kind: 'title block', lists: 'brackets', hasAuthor: false };

/** Number of the newest posts whose headers are looked at: older ones may come from another tool. */
const SAMPLE = 10;

/** Returns the form that most of some posts have. @param textOf returns the text of a post */
export function formOf(posts: readonly Source[], textOf: (source: Source) => string): HeaderForm {
  const headers = posts.slice(0, SAMPLE).map((source) => ({ source, text: textOf(source).slice(0, source.bodyOffset) }));
  const kind = mostFrequent(headers.map(({ text }) => kindOf(text))) ?? DEFAULT_FORM.kind;
  const lists = mostFrequent(headers.map(({ text }) => listsIn(text))) ?? DEFAULT_FORM.lists;
  const isMost = headers.filter(({ source }) => source.places.author).length * 2 > headers.length;
  return { kind, lists, hasAuthor: isMost };
}

function kindOf(header: string): HeaderForm['kind'] | undefined {
  if (/^\uFEFF?%/.test(header)) return 'title block';
  if (/^\uFEFF?---/.test(header)) return 'yaml';
  return /^\uFEFF?\+\+\+/.test(header) ? 'toml' : undefined;
}

/** Returns the form of the first list of tags or categories in a YAML header. */
function listsIn(header: string): HeaderForm['lists'] | undefined {
  const [, value = '', indent] = /^(?:tags|categories):[ \t]*(\S?).*(?:\r?\n([ \t]*)- )?/m.exec(header) ?? [];
  if (value === '[') return 'brackets';
  if (value === '' || value === '#') return indent === undefined ? undefined : indent === '' ? 'lines' : 'indented lines';
  return 'text';
}

/** Returns the most frequent value; of several, the one that comes first. */
function mostFrequent<T>(values: readonly (T | undefined)[]): T | undefined {
  const counts = new Map<T, number>();
  for (const value of values) if (value !== undefined) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort(([, a], [, b]) => b - a)[0]?.[0];
}

/** The values of a header. Texts are inline markdown. */
export interface HeaderValues {
  readonly title: string;
  readonly author: string;
  /** Absent for pages. */
  readonly date?: CivilDate;
  readonly tags: readonly string[];
  /** As in front matter: names, and lists from the outermost to the innermost. */
  readonly categories: readonly (string | readonly string[])[];
  readonly draft: boolean;
}

/** Returns a header, with the empty line after it. */
export function headerText(values: HeaderValues, form: HeaderForm): string {
  const { title, author, date } = values;
  const rest = optionalFields(values);
  if (form.kind === 'title block') {
    const block = date === undefined ? `% ${title}\n` : `% ${title}\n%${author && ` ${author}`}\n% ${date}\n`;
    return `${block}\n${Object.keys(rest).length > 0 ? `---\n${yamlOf(rest, form)}---\n\n` : ''}`;
  }
  const first = { title, ...(form.hasAuthor && author && { author }) };
  // TOML has a type for dates, which needs no quotes.
  if (form.kind === 'toml')
    return `+++\n${stringifyToml(first)}\n${date === undefined ? '' : `date = ${date}\n`}${stringifyToml(rest)}`
      .concat('\n+++\n\n')
      .replace(/\n{2,}(?=\S)/g, '\n');
  return `---\n${yamlOf({ ...first, ...(date !== undefined && { date }), ...rest }, form)}---\n\n`;
}

/** Returns the fields that not every post has. */
export function optionalFields({ tags, categories, draft }: HeaderValues): { readonly [field: string]: unknown } {
  return { ...(tags.length > 0 && { tags }), ...(categories.length > 0 && { categories }), ...(draft && { draft }) };
}

/** Returns fields as YAML. */
export function yamlOf(fields: { readonly [field: string]: unknown }, { lists }: Pick<HeaderForm, 'lists'>): string {
  if (Object.keys(fields).length === 0) return '';
  const document = new Document(fields);
  for (const [name, value] of Object.entries(fields)) {
    const node = document.get(name, true);
    if (!isSeq(node) || !Array.isArray(value)) continue;
    if (lists === 'text' && canBeText(value)) document.set(name, value.join(', '));
    else if (lists === 'brackets' || lists === 'text') node.flow = true;
    // A list in a list reads best in brackets.
    for (const item of node.items) if (isSeq(item)) item.flow = true;
  }
  return document.toString({ lineWidth: 0, flowCollectionPadding: false, indentSeq: lists === 'indented lines' });
}

/** True if a list can be written as one text. A single tag with a space looks like several. */
function canBeText(list: readonly unknown[]): boolean {
  if (!list.every((each) => typeof each === 'string' && !LIST_SIGNS.test(each))) return false;
  return list.length > 1 || !/\s/.test(String(list[0]));
}
