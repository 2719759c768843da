// Taxonomies: the ways in which posts are sorted. Tags and categories are two of them; a site can add others. A term may lie within
// another: 后端 › Java.

import { problem } from '../base/diagnostics.js';
import { isTooLong } from '../base/fileNames.js';
import { contentFile } from '../base/inputFolders.js';
import { cut } from '../base/text/cut.js';
import type { Config } from '../config/config.js';
import { MOST_TERMS } from '../config/taxonomies.js';
import type { Diagnostic, Source } from '../types.js';
import { tagSlug, termSlug, termUrl } from './addresses.js';
import { tooLong } from './addressProblems.js';
import { wordsFor } from './words/words.js';

export interface Taxonomy {
  /** Field of front matter, and first part of the addresses of its pages. */
  readonly field: string;
  /** Heading of the list of its terms; empty for the word of the interface. */
  readonly title: string;
  /** Whether a plain list is one term within another, as in Hexo, and not several terms. */
  readonly nested: boolean;
}

/** Names from the outermost term to its own. */
export type TermPath = readonly string[];

/** A term with its posts and those of the terms within it, newest first. */
export interface Term {
  readonly taxonomy: Taxonomy;
  /** As the newest post with it writes it. */
  readonly path: TermPath;
  readonly posts: readonly Source[];
}

/** A term with posts of its own among others. */
interface TermPosts {
  readonly path: TermPath;
  readonly posts: Source[];
}

/** What stands between the names of a term. */
export const TERM_SEPARATOR = ' › ';

const BUILT_IN: readonly Taxonomy[] = [
  { field: 'tags', title: '', nested: false },
  { field: 'categories', title: '', nested: false },
];

/** The taxonomies of a site, in the order of its navigation. */
export function taxonomiesOf({ taxonomies }: Pick<Config, 'taxonomies'>): readonly Taxonomy[] {
  const own = new Map(taxonomies.map((each) => [each.field, each]));
  const isBuiltIn = ({ field }: Taxonomy) => BUILT_IN.some((each) => each.field === field);
  return [...BUILT_IN.map((each) => own.get(each.field) ?? each), ...taxonomies.filter((each) => !isBuiltIn(each))];
}

/** The heading of a taxonomy in the language of the site. */
export function taxonomyTitle({ field, title }: Taxonomy, language: string): string {
  const words = wordsFor(language);
  return title || (field === 'tags' ? words.tags : field === 'categories' ? words.categories : field);
}

/** The terms that a post has in a taxonomy. */
export function termsIn({ meta }: Source, taxonomy: Taxonomy): readonly TermPath[] {
  const { field } = taxonomy;
  return applyNesting(field === 'tags' ? meta.tags.map((name) => [name]) : pathsOf(meta, field), taxonomy);
}

function applyNesting(paths: readonly TermPath[], { nested }: Taxonomy): readonly TermPath[] {
  return nested && paths.length > 1 && paths.every(({ length }) => length === 1) ? [paths.flat()] : paths;
}

/** The categories of a post as its header has them, by the settings of the site. */
export function categoriesBy(config: Pick<Config, 'taxonomies'>, written: readonly TermPath[]): readonly TermPath[] {
  const taxonomy = taxonomiesOf(config).find(({ field }) => field === 'categories');
  return taxonomy ? applyNesting(written, taxonomy) : written;
}

function pathsOf(meta: Source['meta'], field: string): readonly TermPath[] {
  if (field === 'categories') return meta.categories ?? [];
  if (field === 'author' || field === 'authors') return meta.authors.map((name) => [name]);
  const own = meta.own && Object.hasOwn(meta.own, field) ? meta.own[field] : undefined;
  if (typeof own === 'string') return [[own]];
  return pathsOfUnknownField(Object.hasOwn(meta.meta, field) ? meta.meta[field] : undefined);
}

const LIST_SEPARATORS = /[,，、;；،]/;

/** Terms in a field that the program does not know. */
function pathsOfUnknownField(value: unknown): readonly TermPath[] {
  const nameOf = (each: unknown) => (typeof each === 'string' || typeof each === 'number' ? String(each).trim() : '');
  const items = Array.isArray(value) ? value : nameOf(value).split(LIST_SEPARATORS);
  return items
    .map((item) => (Array.isArray(item) ? item.map(nameOf) : [nameOf(item)]).filter(Boolean))
    .filter(({ length }) => length > 0);
}

/** The terms of some posts: those of most posts first, each before those within it. `Java` and `java` are one. */
export function termsOf(posts: readonly Source[], taxonomy: Taxonomy): Term[] {
  const found = new Map<string, TermPosts>();
  for (const post of posts) {
    for (const path of termsIn(post, taxonomy)) {
      for (let depth = 1; depth <= path.length; depth++) addPost(found, path.slice(0, depth), post);
    }
  }
  const countOf = (path: TermPath) => found.get(termSlug(path))?.posts.length ?? 0;
  return [...found.values()]
    .sort((a, b) => compare(a.path, b.path, countOf))
    .map(({ path, posts: own }) => ({ taxonomy, path, posts: own }));
}

function addPost(found: Map<string, TermPosts>, path: TermPath, post: Source): void {
  const key = termSlug(path);
  const known = found.get(key);
  if (!known) found.set(key, { path, posts: [post] });
  else if (known.posts.at(-1) !== post) known.posts.push(post);
}

function compare(a: TermPath, b: TermPath, countOf: (path: TermPath) => number): number {
  const at = a.findIndex((name, index) => b[index] === undefined || tagSlug(name) !== tagSlug(b[index]));
  if (at < 0 || at >= b.length) return a.length - b.length;
  const [one, other] = [a.slice(0, at + 1), b.slice(0, at + 1)];
  return countOf(other) - countOf(one) || (termSlug(one) < termSlug(other) ? -1 : 1);
}

/** What is wrong with the terms of some posts, newest first: too long for a file, or one page for two spellings. */
export function termProblems(posts: readonly Source[], taxonomy: Taxonomy): Diagnostic[] {
  const problems: Diagnostic[] = [];
  const firsts = new Map<string, { name: string; post: Source }>();
  const seen = new Set<string>();
  const { field } = taxonomy;
  const what = field === 'tags' ? 'tag' : field === 'categories' ? 'category' : `entry of ${field}`;
  const several = field === 'tags' ? 'tags' : field === 'categories' ? 'categories' : `entries of ${field}`;
  for (const post of posts) {
    const terms = termsIn(post, taxonomy);
    // Of tags, that is said where the header is read.
    if (terms.length > MOST_TERMS && field !== 'tags') {
      const reason = `${terms.length.toLocaleString('en')} ${several}; at most ${MOST_TERMS} are possible`;
      const note = 'is the header closed where you meant it to be?';
      problems.push(problem(contentFile(post.path), post.places[field], 'front-matter/large', reason, { note }));
      continue;
    }
    for (const path of terms) {
      const slug = termSlug(path);
      const name = path.join(TERM_SEPARATOR);
      const first = firsts.get(slug);
      if (!first) {
        firsts.set(slug, { name, post });
        if (isTooLong(`${field}/${slug}.html`)) problems.push(tooLong(post, field, `the ${what} "${cut(name, 40)}…"`));
      } else if (name.toLowerCase() !== first.name.toLowerCase() && !seen.has(name)) {
        const { line, column } = first.post.places[field] ?? { line: 1, column: 1 };
        const reason = `the ${several} "${name}" and "${first.name}" share one page, ${termUrl(taxonomy.field, path)}`;
        const note = `"${first.name}" is at ${contentFile(first.post.path)}:${line}:${column}; spell both the same, or give one of them different letters`;
        problems.push(problem(contentFile(post.path), post.places[field], 'tag/alike', reason, { note }));
      }
      seen.add(name);
    }
  }
  return problems;
}
