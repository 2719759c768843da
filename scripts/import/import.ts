// Imports an old blog: reads it, makes a new site beside it, and keeps its addresses. The site is made in a folder of its own in
// `.cache/` and moved when it is complete, so that an import that fails leaves nothing behind.

import { copyFileSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { Outline } from '../assemble/outline.js';
import { absolute } from '../assemble/urls.js';
import { contentFile, contentPath } from '../base/inputFolders.js';
import { makeFoldersOf } from '../base/inside.js';
import { saveFile } from '../base/saveFile.js';
import { checkSite } from '../check/check.js';
import { CONFIG_FILE } from '../config/config.js';
import { URLS_COMMENT, URLS_FILE, writePublishedUrls } from '../config/publishedUrls.js';
import { FEATURES } from '../features/table.js';
import { siteAt } from '../new/siteAt.js';
import type { Diagnostic } from '../types.js';
import { navigationFor, redirectsFor, withOldAddresses } from './addresses.js';
import { correctedTexts } from './corrections.js';
import { withoutFaults } from './faults.js';
import type { Imported } from './finish.js';
import { type Manifest, type Moved, moveInto } from './manifest.js';
import { contentOf, type NewText, newTexts, placedTexts } from './newFiles.js';
import type { Note, OldBlog, OldFile } from './oldBlog.js';
import { OldFolder } from './oldFolder.js';
import { OldBlogError, type OldTool } from './oldTool.js';
import { OLD_TOOLS } from './oldTools.js';
import { type Download, fetchOwnPictures } from './ownPictures.js';
import { References } from './references.js';
import { samePictures } from './samePictures.js';
import { type FoundSettings, settingsText, siteUrl } from './settings.js';

export interface ImportOptions {
  /** Absolute path of the old blog: a folder, or an export. */
  readonly from: string;
  /** Absolute path of the new site's folder. */
  readonly to: string;
  /** Name of the tool; undefined to recognise it. */
  readonly tool: string | undefined;
  /** True to download pictures of other sites when the site is built. */
  readonly localises: boolean;
  /** Called with the name of the tool as soon as it is known. */
  readonly recognised?: (title: string) => void;
  /** The address of the old site, if its settings do not say it. */
  readonly url?: string | undefined;
  /** Downloads a picture of the old site; that of the picture room by default. */
  readonly download?: Download;
  /** Files of every new site, such as package.json. */
  readonly starter: { readonly [path: string]: string | Uint8Array };
  /** Puts an English text into the writer's language. */
  readonly translate: (english: string) => string;
}

/** What an import did. */
export interface ImportResult extends Moved {
  readonly tool: OldTool;
  readonly blog: OldBlog;
  readonly texts: readonly NewText[];
  readonly notes: readonly Note[];
}

const SITE_COMMENT = `Made from the settings of the old blog. \`links: warn\` and \`pictures: warn\` let the site be built while dead links and
missing pictures are left; remove both lines when there are none.`;

/** Imports a blog. @throws OldBlogError if it cannot be read */
export async function importBlog(options: ImportOptions): Promise<ImportResult> {
  const folder = OldFolder.at(options.from);
  const tool = toolOf(folder, options.tool);
  options.recognised?.(tool.title);
  const blog = blogAt(tool.read(folder), options.url);
  checkTitle(blog);
  if (blog.texts.length === 0) throw new OldBlogError(`${options.from} has no posts or pages of ${tool.title}`);
  const stage = join(options.to, '.cache/import');
  rmSync(stage, { recursive: true, force: true });
  try {
    const made = await new Import(options, stage, { folder, tool, blog }).run();
    keepStore(stage, options.to);
    const moved = moveInto(stage, options.to, {
      from: relative(options.to, options.from).split(sep).join('/'),
      tool: tool.name,
      localises: options.localises,
      ...(options.url !== undefined && { url: options.url }),
    });
    const notes = [...made.notes, ...missingRedirects(options.to, moved, made.redirects)];
    return { tool, blog, texts: made.texts, ...moved, notes };
  } finally {
    rmSync(stage, { recursive: true, force: true });
  }
}

/** Returns a blog with the address that the user gave. */
function blogAt(blog: OldBlog, given: string | undefined): OldBlog {
  const url = given ?? siteUrl(blog.settings.url);
  const notes =
    url === undefined && !blog.notes.some(({ about }) => about === UNKNOWN.about) ? [...blog.notes, UNKNOWN] : blog.notes;
  return { ...blog, notes, settings: { ...blog.settings, url } };
}

const UNKNOWN: Note = { about: 'the address of the site', outcome: 'is unknown: write it into content/site.yaml as `url`' };

/** @throws OldBlogError for a title of several lines: a quote before it is not closed, and it has swallowed other settings */
function checkTitle({ settings: { title } }: OldBlog): void {
  if (title?.includes('\n'))
    throw new OldBlogError('the title in the settings has several lines: close the quote after it, and import again');
}

/** Returns the redirects that a site.yaml of the writer's lacks, since an import leaves it alone. */
function missingRedirects(root: string, { kept }: Moved, redirects: FoundSettings['redirects']): Note[] {
  if (!kept.includes(CONFIG_FILE)) return [];
  const settings = readFileSync(join(root, CONFIG_FILE), 'utf8');
  const missing = Object.entries(redirects).filter(([from]) => !settings.includes(`${from}:`));
  const outcome = 'needs a line below "redirects" in content/site.yaml, which you have edited';
  return missing.map(([from, to]) => ({ about: 'an address of a new list', outcome, at: `${from}: ${to}` }));
}

/** Checks and the first build share one store, so that each text is rendered once unless it is corrected. */
function storeIn(root: string): string {
  return join(root, '.cache/store');
}

/** Gives the store of the checks to a new site. */
function keepStore(stage: string, root: string): void {
  if (!existsSync(storeIn(root))) renameSync(storeIn(stage), storeIn(root));
  rmSync(join(stage, '.cache'), { recursive: true, force: true });
}

/** Tools whose blogs are folders without settings. A part of another blog looks like them. */
const FOLDERS = new Set(['obsidian', 'pandoc']);

/** Finds the settings of a blog in the two folders around another. */
function settingsAround(root: string): string | undefined {
  const names = ['_config.yml', 'hugo.toml', 'hugo.yaml', 'config.toml'];
  const files = ['..', '../..'].flatMap((up) => names.map((name) => join(root, up, name)));
  return files.find((path) => existsSync(path));
}

/** Finds the tool of a blog. @throws OldBlogError if there is none, or if the name is unknown */
export function toolOf(folder: OldFolder, name: string | undefined): OldTool {
  const names = OLD_TOOLS.map((tool) => tool.name).join(', ');
  if (name !== undefined) {
    const tool = OLD_TOOLS.find((each) => each.name === name.toLowerCase());
    if (!tool) throw new OldBlogError(`unknown tool "${name}"; --from takes ${names}`);
    return tool;
  }
  if (folder.has(CONFIG_FILE)) throw new OldBlogError(`${folder.root} is a site of titleblock already`);
  const found = OLD_TOOLS.find((tool) => tool.recognises(folder));
  const around = found && FOLDERS.has(found.name) ? settingsAround(folder.root) : undefined;
  if (around !== undefined)
    throw new OldBlogError(`${folder.root} is a part of a blog: import the folder of ${around}, or name the tool with --from`);
  if (found) return found;
  throw new OldBlogError(`${folder.root} is not a blog of a known tool; name the tool with --from: ${names}`);
}

interface Read {
  readonly folder: OldFolder;
  readonly tool: OldTool;
  readonly blog: OldBlog;
}

class Import {
  private readonly references: References;
  private readonly files: OldFile[];
  private readonly notes: Note[];
  private texts: readonly NewText[];
  private found: FoundSettings;
  private hasPermalink = true;

  constructor(
    private readonly options: ImportOptions,
    private readonly stage: string,
    private readonly read: Read,
  ) {
    const { blog, folder, tool } = read;
    const sameAs = samePictures(blog.files, folder);
    this.references = new References(blog, folder, sameAs);
    this.notes = [
      ...blog.notes,
      ...folder.outside.map((at) => ({ about: 'a symlink that leads elsewhere', outcome: 'was not followed', at })),
    ];
    this.files = blog.files.filter((file) => !sameAs.has(file));
    for (const { from, body, hidden } of blog.texts)
      if (hidden === undefined && body.trim() === '')
        this.notes.push({
          about: 'a text without words',
          outcome: 'is empty here too: if the old theme filled it, write it anew',
          at: from,
        });
    for (const [{ from }, { from: kept }] of sameAs)
      this.notes.push({ about: 'a picture that is there twice', outcome: 'was moved once', at: `${from} = ${kept}` });
    this.texts = newTexts(blog, tool, this.references);
    this.found = {
      redirects: {},
      navigation: undefined,
      ignoreFields: [],
      allow: originsOf(this.texts),
      localises: options.localises,
    };
  }

  async run(): Promise<{
    readonly texts: readonly NewText[];
    readonly notes: readonly Note[];
    readonly redirects: FoundSettings['redirects'];
  }> {
    mkdirSync(storeIn(this.stage), { recursive: true });
    this.copyFiles(this.files);
    this.copySpare();
    for (const [path, content] of Object.entries({ ...this.options.starter, ...this.read.blog.made })) this.write(path, content);
    this.writeSettings();
    for (const text of this.texts) this.write(text.path, contentOf(text));
    this.keepAddresses();
    await this.correct();
    if (this.options.localises && this.read.blog.isExport) await this.fetchPictures();
    // A text that is a draft by now has no address.
    this.write(URLS_FILE, this.urlList(this.outline().outline));
    return { texts: this.texts, notes: this.notes, redirects: this.found.redirects };
  }

  private write(path: string, content: string | Uint8Array): void {
    saveFile(makeFoldersOf(this.stage, path), content);
  }

  private writeSettings(): void {
    const { blog } = this.read;
    const { permalink, ...rest } = blog.settings;
    const settings = this.hasPermalink && permalink !== undefined ? { ...rest, permalink } : rest;
    this.write(CONFIG_FILE, settingsText(settings, this.found, this.options.translate(SITE_COMMENT)));
  }

  private copyFiles(files: readonly OldFile[]): void {
    for (const { from, to } of files) {
      const path = makeFoldersOf(this.stage, to);
      copyFileSync(join(this.read.folder.root, from), path);
    }
  }

  /** Copies files that texts refer to, such as pictures of the old theme. */
  private copySpare(): void {
    this.copyFiles([...this.references.used].filter((file) => !this.files.includes(file)));
    this.files.push(...[...this.references.used].filter((file) => !this.files.includes(file)));
  }

  private outline(): { readonly outline: Outline; readonly problems: readonly Diagnostic[] } {
    const { config, index, problems } = siteAt(this.stage, false);
    return { outline: new Outline(config, index, FEATURES), problems };
  }

  private rewrite(texts: readonly NewText[]): void {
    const before = new Map(this.texts.map((text) => [text.path, text]));
    for (const text of texts) if (before.get(text.path) !== text) this.write(text.path, contentOf(text));
    this.texts = texts;
  }

  /** Gives texts their old addresses, and redirects the others. */
  private keepAddresses(): void {
    const isWrong = ({ file, ruleId, reason }: Diagnostic) =>
      file === CONFIG_FILE && ruleId === 'config/wrong' && /permalink|pattern/.test(reason);
    if (this.outline().problems.some(isWrong)) {
      this.hasPermalink = false;
      this.writeSettings();
    }
    const addressed = withOldAddresses(this.texts, this.outline().outline);
    this.notes.push(...addressed.notes);
    this.rewrite(addressed.texts);
    const { outline } = this.outline();
    const { redirects, notes } = redirectsFor(this.read.blog, outline);
    this.notes.push(...notes);
    const menu = navigationFor(this.read.blog, this.texts, outline);
    this.notes.push(...menu.notes);
    this.found = { ...this.found, redirects, navigation: menu.navigation };
    this.writeSettings();
    this.write(URLS_FILE, this.urlList(outline));
  }

  /** The list of addresses with the ids of the old feed. */
  private urlList(outline: Outline): string {
    const byPath = new Map(this.texts.map((text) => [text.path, text.old]));
    const urls = outline.sources().flatMap(({ path, url, kind }) => {
      const old = byPath.get(contentFile(path));
      if (!old || old.hidden !== undefined || (old.address ?? old.feedId) === undefined) return [];
      const id = kind === 'post' ? (old.feedId ?? absolute(outline.config.url, old.address as string)) : undefined;
      return [{ url, file: path, ...(id !== undefined && { id }) }];
    });
    return writePublishedUrls({ urls, dropped: [] }, { comment: this.options.translate(URLS_COMMENT) });
  }

  /**
   * Corrects what a check finds: references relative to old addresses, fields that nothing reads, and errors, which would stop the first
   * build.
   */
  private async correct(): Promise<void> {
    let problems = await this.check();
    const corrected = correctedTexts(this.texts, problems, this.references);
    this.copySpare();
    this.rewrite(corrected);
    const ignoreFields = [...new Set(problems.flatMap(ignoredField))].sort();
    this.found = { ...this.found, ignoreFields };
    this.writeSettings();
    for (let round = 0; round < ROUNDS && problems.some(({ fatal }) => fatal); round++) {
      const { texts, withheld, notes } = withoutFaults(this.texts, problems);
      if (notes.length === 0 && texts.every((text, at) => text === this.texts[at])) break;
      this.notes.push(...notes);
      this.rewrite(texts);
      for (const path of withheld) rmSync(join(this.stage, path), { force: true });
      this.write(URLS_FILE, this.urlList(this.outline().outline));
      problems = await this.check();
    }
    if (problems.some(({ fatal }) => fatal)) await this.setAside();
  }

  /** Puts texts that a build refuses even as drafts beside the site. */
  private async setAside(): Promise<void> {
    const { problems } = await checkSite({ root: this.stage, drafts: false });
    const refused = new Map(problems.flatMap(({ fatal, file, reason }) => (fatal ? [[file, reason] as const] : [])));
    this.texts = this.texts.map((text) => {
      const reason = refused.get(text.path);
      if (reason === undefined) return text;
      const aside = { ...text, path: asidePath(text.path) };
      rmSync(join(this.stage, text.path), { force: true });
      this.write(aside.path, contentOf(aside));
      this.notes.push({
        about: 'a text that a build refuses even as a draft',
        outcome: `is in ${ASIDE}/ now: ${reason}`,
        at: text.old.from,
      });
      return aside;
    });
  }

  /** Downloads pictures of the old site that no folder beside the export has. */
  private async fetchPictures(): Promise<void> {
    const { url } = this.read.blog.settings;
    if (url === undefined) {
      const outcome = 'were not downloaded: its address is unknown; import again with --url';
      this.notes.push({ about: 'the pictures of the old site', outcome });
      return;
    }
    const found = await fetchOwnPictures(await this.check(), url, this.options.download);
    for (const { path, bytes } of found.pictures) this.write(path, bytes);
    this.notes.push(...found.notes);
  }

  private async check(): Promise<readonly Diagnostic[]> {
    return (await checkSite({ root: this.stage, drafts: true })).problems;
  }
}

/** Rounds of corrections: one may bring errors to light that another one hid. */
const ROUNDS = 4;

/** The folder of texts that cannot be part of the site. */
const ASIDE = 'set-aside';

function asidePath(path: string): string {
  return `${ASIDE}/${contentPath(path)}`;
}

function ignoredField({ ruleId, note = '' }: Diagnostic): string[] {
  const field = ruleId === 'front-matter/ignored' ? /ignoreFields: \[(.+?)\]/.exec(note)?.[1] : undefined;
  return field === undefined ? [] : [field.replace(/^"(.*)"$/, '$1')];
}

/** Returns the origins of the frames in texts, which the policy of the new site must allow. */
function originsOf(texts: readonly NewText[]): string[] {
  const sources = texts.flatMap(({ body }) =>
    [...body.matchAll(/<(?:iframe|script)\b[^<>]*?\bsrc=["']?(?:https?:)?\/\/([\w.-]+)/gi)].map(([, host = '']) => host),
  );
  return [...new Set(sources.map((host) => `https://${host.toLowerCase()}`))].sort();
}

/** Reads the old blog of an imported site again, to compare. @throws OldBlogError if it cannot be read */
export function readAgain(root: string, { from, tool: name, url }: Manifest): Omit<Imported, 'root'> {
  const folder = OldFolder.at(join(root, from));
  const tool = toolOf(folder, name);
  const blog = blogAt(tool.read(folder), url);
  return { tool, blog, folder, from, texts: placedTexts(blog), notes: blog.notes, moved: { added: [], updated: [], kept: [] } };
}
