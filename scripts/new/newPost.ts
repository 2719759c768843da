// Creates the file of a new post or page, with a title block, at an unused address.

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { nearest } from '../base/diagnostics.js';
import { contentFile } from '../base/inputFolders.js';
import { makeFoldersOf, OutsideError } from '../base/inside.js';
import { saveNewFile } from '../base/saveFile.js';
import { aliasUrl, MARKDOWN_FILE, markdownFileName } from '../base/siteLookup.js';
import { CONFIG_FILE, type Config } from '../config/config.js';
import { configsByLanguage, suffixOf } from '../config/languages.js';
import { FEATURES } from '../features/table.js';
import { asMarkdown } from '../markdown/asMarkdown.js';
import { HeaderReader } from '../read/headerReader.js';
import { bytesOfInput, readInput } from '../read/inputFiles.js';
import { readOptionsFor, type SiteReading } from '../read/read.js';
import { readSource } from '../read/source.js';
import type { CivilDate, Diagnostic, SiteIndex, Source } from '../types.js';
import { formOf, type HeaderValues, headerText } from './header.js';
import { filledTemplate, newTemplateFile, TemplateErrors } from './postTemplate.js';
import { CommandError, siteAt } from './siteAt.js';
import { slugOf } from './slug.js';
import { type Terms, termMeantBy, termsIn } from './terms.js';

export interface NewPost {
  readonly title: string;
  /** If undefined, the slug is made from the title. */
  readonly slug: string | undefined;
  readonly date: CivilDate;
  readonly draft: boolean;
  /** True for a page, which has no date and is at the top of content/. */
  readonly page: boolean;
  readonly tags?: readonly string[];
  /** `后端/Java` is a category within another. */
  readonly categories?: readonly string[];
  /** File of the text that it translates, from the site's folder. Date, file name and kind are those of the text. */
  readonly translates?: string;
}

/** True for a CommandError. The command line is in another bundle, so it can't use `instanceof` itself. */
export function isCommandError(error: unknown): error is Error {
  return error instanceof CommandError;
}

/** Returns the problems of a template for new posts, if they are what an error is about. */
export function templateProblems(error: unknown): readonly Diagnostic[] {
  return error instanceof TemplateErrors ? error.problems : [];
}

/** A site that gets new posts. */
export interface PostWriter {
  readonly terms: Terms;
  /** Returns the term of the site that was probably meant by another. */
  readonly meant: (kind: keyof Terms, term: string) => string | undefined;
  /**
   * Writes the file of a new post.
   * @returns its path below the root
   * @throws CommandError if there is a file of its name, or its address is taken; nothing is written then
   */
  readonly write: (post: NewPost) => string;
}

/**
 * Reads a site that gets new posts.
 * @param root its folder
 * @param language tag of the language of the posts; undefined for the main one
 * @throws CommandError if the site does not have the language
 */
export function postWriter(root: string, language?: string): PostWriter {
  const { config: whole, index } = siteAt(root);
  const config = configIn(language, whole);
  const own = ({ edition = whole.language }: Source) => edition === config.language;
  const posts = index.posts.filter(own);
  const site: Site = { root, whole, config, index, posts };
  const terms = termsIn({ posts, pages: index.pages.filter(own), unlisted: index.unlisted.filter(own) });
  return {
    terms,
    meant: (kind, term) => termMeantBy(term, terms[kind], site.config.language),
    write: (post) => writePost(post, site),
  };
}

/** Writes the file of a new post. @param root the site's folder */
export function newPost(root: string, post: NewPost, language?: string): string {
  return postWriter(root, language).write(post);
}

interface Site extends Pick<SiteReading, 'config' | 'index'> {
  readonly root: string;
  /** The settings of the site; `config` has those of the language. */
  readonly whole: Config;
  /** Posts in the language. */
  readonly posts: readonly Source[];
}

function writePost(written: NewPost, site: Site): string {
  const { root, whole, config, index, posts } = site;
  const title = written.title.replace(/\s+/g, ' ').trim();
  const { path, slug, ...post } = written.translates
    ? translationOf(written, site)
    : { ...written, ...placeOf(written, title, site) };
  const how = readOptionsFor(whole, new HeaderReader(FEATURES.headerFields))(path);
  const values = valuesOf({ ...post, slug, title: asMarkdown(title, how.dialect) }, config);
  const form = formOf(posts.length > 0 ? posts : index.posts, ({ path: other }) =>
    readInput(root, contentFile(other)).toString(),
  );
  const template = newTemplateFile(post.page ? 'page' : 'post');
  const hasTemplate = bytesOfInput(root, template) !== undefined;
  const text = hasTemplate ? filledTemplate(root, template, { ...values, slug }, form) : headerText(values, form);
  const { source, draft, problems } = readSource(path, text, how);
  if (hasTemplate) checkFilled(template, values, { source, draft, problems });
  if (source.meta.title !== values.title)
    throw new CommandError(`"${title}" would be parsed as "${source.meta.title}"; choose another title`);
  const file = contentFile(path);
  if (existsSync(join(root, file))) throw new CommandError(`${file} already exists; choose another --slug`);
  checkAddress(source.url, index);
  try {
    saveNewFile(makeFoldersOf(root, file), text);
  } catch (error) {
    throw error instanceof OutsideError ? new CommandError(`${file} cannot be written: ${error.message}`) : error;
  }
  return file;
}

/** Returns slug and path of a new post. */
function placeOf({ slug: given, page, date }: NewPost, title: string, { config, index }: Site): { path: string; slug: string } {
  const slug = given ?? slugOf(title, config.language);
  if (!slug) throw new CommandError(`cannot make an address from "${title}"; pass --slug`);
  checkSlug(slug);
  return { slug, path: pathIn(config, page ? `${slug}.md` : `posts/${date}-${slug}.md`, index) };
}

/** Returns a post with the place, the date and the kind of the text that it translates. */
function translationOf(
  post: NewPost,
  { whole, config, index }: Site,
): NewPost & { readonly path: string; readonly slug: string } {
  const { translates = '' } = post;
  const { posts, pages, unlisted } = index;
  const sources = [...posts, ...pages, ...unlisted];
  const source = sources.find(({ path }) => contentFile(path) === translates);
  if (!source) {
    const [like] = nearest(
      translates,
      sources.map(({ path }) => contentFile(path)),
      1,
    );
    throw new CommandError(`${translates} is no post or page of this site${like === undefined ? '' : `; did you mean ${like}?`}`);
  }
  const { edition = whole.language, unmarked = source.path, date } = source;
  if (edition === config.language)
    throw new CommandError(`${translates} is in ${edition} already; name another language with --language`);
  const page = pages.includes(source);
  const slug = markdownFileName(unmarked).replace(/^\d{4}-\d\d-\d\d-/, '');
  return { ...post, page, date: date ?? post.date, slug, path: pathIn(config, unmarked, index) };
}

/** Returns the settings of a language. @throws CommandError if the site does not have it */
function configIn(language: string | undefined, config: Config): Config {
  if (language === undefined) return config;
  const all = configsByLanguage(config);
  const found = all.find((each) => each.language.toLowerCase() === language.toLowerCase());
  if (found) return found;
  const tags = all.map((each) => each.language).join(', ');
  throw new CommandError(
    `this site has no language "${language}"; its languages are ${tags}: add it to \`languages\` in ${CONFIG_FILE}`,
  );
}

/** Returns the path of a text in a language: in the language's folder if there are others, else with its suffix. */
function pathIn({ language, prefix }: Config, path: string, { posts, pages, unlisted }: SiteIndex): string {
  if (prefix === '') return path;
  const isInFolder = (each: Source) => each.edition === language && each.unmarked !== undefined && !suffixOf(each.path);
  const inFolder = [...posts, ...pages, ...unlisted].find(isInFolder)?.path;
  return inFolder ? `${inFolder.slice(0, inFolder.indexOf('/'))}/${path}` : path.replace(MARKDOWN_FILE, `.${language}$&`);
}

/** Returns the values of a header. */
function valuesOf({ title, date, draft, page, tags = [], categories = [] }: NewPost, config: Config): HeaderValues {
  const paths = categories.map((each) => each.split('/').map((part) => part.trim())).map((path) => path.filter(Boolean));
  const isNested = config.taxonomies.some(({ field, nested }) => field === 'categories' && nested);
  // Where a plain list is a path, several categories need lists of their own.
  const plain = isNested
    ? paths.length === 1
      ? (paths[0] ?? [])
      : paths
    : paths.map((path) => (path.length === 1 ? (path[0] as string) : path));
  return { title, author: config.author, ...(!page && { date }), tags, categories: plain, draft };
}

/** Checks that a filled template has all values of the header. */
function checkFilled(file: string, values: HeaderValues, { source, draft, problems }: ReturnType<typeof readSource>): void {
  const { meta, date } = source;
  const wrong = problems.find(({ fatal }) => fatal);
  if (wrong) throw new CommandError(`${file} makes a post with an error in line ${wrong.place?.line ?? 1}: ${wrong.reason}`);
  const categories = values.categories.map((each) => (typeof each === 'string' ? [each] : each));
  const isSame = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);
  const missing = [
    ...(meta.title === values.title ? [] : ['title: $yaml.title$']),
    ...(values.date === undefined || date === values.date ? [] : ['date: $date$']),
    ...(isSame(meta.tags, values.tags) ? [] : ['tags: $yaml.tags$']),
    ...(isSame(meta.categories ?? [], categories) ? [] : ['categories: $yaml.categories$']),
    ...(draft || !values.draft ? [] : ['draft: $draft$']),
  ];
  if (missing.length > 0)
    throw new CommandError(`${file} leaves out what the post should have: add \`${missing.join('`, `')}\` to its header`);
}

function checkSlug(slug: string): void {
  if (/^[\p{L}\p{N}\p{M}][\p{L}\p{N}\p{M}._-]*$/u.test(slug)) return;
  throw new CommandError(`invalid --slug "${slug}": use letters, digits and hyphens, beginning with a letter or digit`);
}

/** Checks that an address is unused. Addresses that differ only in case are one file on some systems. */
function checkAddress(url: string, { posts, pages, unlisted, generated, published = [], redirects = [] }: SiteIndex): void {
  const isSame = (other: string) => other.toLowerCase() === url.toLowerCase();
  const sources = [...posts, ...pages, ...unlisted];
  const taken = sources.find((source) => isSame(source.url));
  if (taken) throw new CommandError(`${contentFile(taken.path)} already has the address ${taken.url}; choose another --slug`);
  const aliased = sources.find(({ meta }) => meta.aliases.some((alias) => isSame(aliasUrl(alias))));
  if (aliased) throw new CommandError(`${url} is an old address of ${contentFile(aliased.path)}; choose another --slug`);
  if (redirects.some(([from]) => isSame(from)))
    throw new CommandError(`${url} is redirected in ${CONFIG_FILE}; choose another --slug`);
  const earlier = published.find((each) => isSame(each.url));
  if (earlier)
    throw new CommandError(`${earlier.url} was published before, as ${contentFile(earlier.file)}; choose another --slug`);
  if (generated.some(isSame)) throw new CommandError(`titleblock generates ${url}; choose another --slug`);
}
