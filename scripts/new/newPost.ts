// Creates the file of a new post or page, with a title block, at an unused address.

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { contentFile } from '../base/inputFolders.js';
import { makeFoldersOf, OutsideError } from '../base/inside.js';
import { saveNewFile } from '../base/saveFile.js';
import { aliasUrl, MARKDOWN_FILE } from '../base/siteLookup.js';
import { CONFIG_FILE, type Config } from '../config/config.js';
import { configsByLanguage, suffixOf } from '../config/languages.js';
import { FEATURES } from '../features/table.js';
import { asMarkdown } from '../markdown/asMarkdown.js';
import { HeaderReader } from '../read/headerReader.js';
import { readOptionsFor } from '../read/read.js';
import { readSource } from '../read/source.js';
import type { CivilDate, SiteIndex, Source } from '../types.js';
import { CommandError, siteAt } from './siteAt.js';
import { slugOf } from './slug.js';

export interface NewPost {
  readonly title: string;
  /** If undefined, the slug is made from the title. */
  readonly slug: string | undefined;
  readonly date: CivilDate;
  readonly draft: boolean;
  /** True for a page, which has no date and is at the top of content/. */
  readonly page: boolean;
  /** Tag of its language; undefined for the main one. */
  readonly language?: string | undefined;
}

/** True for a CommandError. The command line is in another bundle, so it can't use `instanceof` itself. */
export function isCommandError(error: unknown): error is Error {
  return error instanceof CommandError;
}

/**
 * Writes the file of a new post.
 * @param root the site's folder
 * @returns its path below the root
 * @throws CommandError if there is a file of its name, or its address is taken; nothing is written then
 */
export function newPost(root: string, { title: written, slug: ownSlug, date, draft, page, language }: NewPost): string {
  const title = written.replace(/\s+/g, ' ').trim();
  if (!title) throw new CommandError('expected a title: npm run new -- "The title"');
  const { config: ofSite, index } = siteAt(root);
  const config = configIn(language, ofSite);
  const slug = ownSlug ?? slugOf(title, config.language);
  if (!slug) throw new CommandError(`cannot make an address from "${title}"; pass --slug`);
  checkSlug(slug);
  const path = pathIn(config, page ? `${slug}.md` : `posts/${date}-${slug}.md`, index);
  const author = config.author ? ` ${config.author}` : '';
  const how = readOptionsFor(ofSite, new HeaderReader(FEATURES.headerFields))(path);
  const shown = asMarkdown(title, how.dialect);
  const header = page ? `% ${shown}\n` : `% ${shown}\n%${author}\n% ${date}\n`;
  const text = `${header}\n${draft ? '---\ndraft: true\n---\n\n' : ''}`;
  const { source } = readSource(path, text, how);
  if (source.meta.title !== shown)
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

/** Returns the settings of a language. @throws CommandError if the site does not have it */
function configIn(language: string | undefined, config: Config): Config {
  if (language === undefined) return config;
  const all = configsByLanguage(config);
  const found = all.find((each) => each.language.toLowerCase() === language.toLowerCase());
  if (found) return found;
  const tags = all.map((each) => each.language).join(', ');
  throw new CommandError(`this site has no language "${language}"; its languages are ${tags}`);
}

/** Returns the path of a text in a language: in the language's folder if there are others, else with its suffix. */
function pathIn({ language, prefix }: Config, path: string, { posts, pages, unlisted }: SiteIndex): string {
  if (prefix === '') return path;
  const isInFolder = (each: Source) => each.edition === language && each.unmarked !== undefined && !suffixOf(each.path);
  const inFolder = [...posts, ...pages, ...unlisted].find(isInFolder)?.path;
  return inFolder ? `${inFolder.slice(0, inFolder.indexOf('/'))}/${path}` : path.replace(MARKDOWN_FILE, `.${language}$&`);
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
