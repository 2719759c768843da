// Taxonomies: tags, categories, and others that a site adds. Terms can be nested: 后端 › Java.

import { problem } from '../base/diagnostics.js';
import { isTooLong } from '../base/fileNames.js';
import { contentFile } from '../base/inputFolders.js';
import { cut } from '../base/text/cut.js';
import type { Config } from '../config/config.js';
import { MAX_TERMS } from '../config/taxonomies.js';
import type { Diagnostic, Source } from '../types.js';
import { tagSlug, termSlug, termUrl } from './addresses.js';
import { tooLongProblem } from './addressProblems.js';
import { type WordSettings, wordsFor } from './words/words.js';

export interface Taxonomy {
  /** Field of front matter, and first part of its pages' addresses. */
  readonly field: string;
  /** Heading of the list of terms; empty to use the interface's word. */
  readonly title: string;
  /** True if a plain list is one nested term, as in Hexo, and not several terms. */
  readonly nested: boolean;
}

/** Names from the outermost term to its own. */
export type TermPath = readonly string[];

/** A term with its posts and those of its inner terms, newest first. */
export interface Term {
  readonly taxonomy: Taxonomy;
  /** Spelled as in the newest post. */
  readonly path: TermPath;
  readonly posts: readonly Source[];
}

/** A term while posts are collected. */
interface TermPosts {
  readonly path: TermPath;
  readonly posts: Source[];
}

/** Separates the names of a nested term. */
export const TERM_SEPARATOR = ' › ';

const BUILT_IN: readonly Taxonomy[] = [
  { field: 'tags', title: '', nested: false },
  { field: 'categories', title: '', nested: false },
];

/** Returns the taxonomies of a site, in the order of its navigation. */
export function taxonomiesOf({ taxonomies }: Pick<Config, 'taxonomies'>): readonly Taxonomy[] {
  const own = new Map(taxonomies.map((each) => [each.field, each]));
  const isBuiltIn = ({ field }: Taxonomy) => BUILT_IN.some((each) => each.field === field);
  return [...BUILT_IN.map((each) => own.get(each.field) ?? each), ...taxonomies.filter((each) => !isBuiltIn(each))];
}

/** Returns the heading of a taxonomy in the language of the site. */
export function taxonomyTitle({ field, title }: Taxonomy, config: WordSettings): string {
  const words = wordsFor(config.language, config);
  return title || (field === 'tags' ? words.tags : field === 'categories' ? words.categories : field);
}

/** Returns the terms of a post in a taxonomy. */
export function termsIn({ meta }: Source, taxonomy: Taxonomy): readonly TermPath[] {
  const { field } = taxonomy;
  return applyNesting(field === 'tags' ? meta.tags.map((name) => [name]) : pathsOf(meta, field), taxonomy);
}

function applyNesting(paths: readonly TermPath[], { nested }: Taxonomy): readonly TermPath[] {
  return nested && paths.length > 1 && paths.every(({ length }) => length === 1) ? [paths.flat()] : paths;
}

/** Applies the site's `nested` setting to the categories in a header. */
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

/** Returns the terms in a field that the program does not know. */
function pathsOfUnknownField(value: unknown): readonly TermPath[] {
  const nameOf = (each: unknown) => (typeof each === 'string' || typeof each === 'number' ? String(each).trim() : '');
  const items = Array.isArray(value) ? value : nameOf(value).split(LIST_SEPARATORS);
  return items
    .map((item) => (Array.isArray(item) ? item.map(nameOf) : [nameOf(item)]).filter(Boolean))
    .filter(({ length }) => length > 0);
}

/**
 * Returns the terms of some posts: those with the most posts first, each before its inner terms. `Java` and `java` are one term.
 */
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

/**
 * Returns the problems of terms: too long for a file name, too many, or two spellings on one page.
 * @param site with posts newest first
 */
export function termProblems(
  { posts, config: { prefix } }: { readonly posts: readonly Source[]; readonly config: Pick<Config, 'prefix'> },
  taxonomy: Taxonomy,
): Diagnostic[] {
  const problems: Diagnostic[] = [];
  const firsts = new Map<string, { name: string; post: Source }>();
  const seen = new Set<string>();
  const { field } = taxonomy;
  const what = field === 'tags' ? 'tag' : field === 'categories' ? 'category' : `entry of ${field}`;
  const several = field === 'tags' ? 'tags' : field === 'categories' ? 'categories' : `entries of ${field}`;
  for (const post of posts) {
    const terms = termsIn(post, taxonomy);
    // For tags, the header reader reports this.
    if (terms.length > MAX_TERMS && field !== 'tags') {
      const reason = `${terms.length.toLocaleString('en')} ${several}; at most ${MAX_TERMS} are allowed`;
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
        if (isTooLong(`${field}/${slug}.html`)) problems.push(tooLongProblem(post, field, `the ${what} "${cut(name, 40)}…"`));
      } else if (name.toLowerCase() !== first.name.toLowerCase() && !seen.has(name)) {
        const { line, column } = first.post.places[field] ?? { line: 1, column: 1 };
        const reason = `the ${several} "${name}" and "${first.name}" share one page, ${prefix}${termUrl(taxonomy.field, path)}`;
        const note = `"${first.name}" is at ${contentFile(first.post.path)}:${line}:${column}; spell both the same, or give one of them different letters`;
        problems.push(problem(contentFile(post.path), post.places[field], 'tag/alike', reason, { note }));
      }
      seen.add(name);
    }
  }
  return problems;
}
