// Finds the files and pages that texts of an old blog refer to.

import { posix } from 'node:path';
import { contentFile, contentPath, isContentFile } from '../base/inputFolders.js';
import { decode } from '../base/siteLookup.js';
import { textOf } from './header.js';
import type { OldBlog, OldFile, OldText } from './oldBlog.js';
import type { OldFolder } from './oldFolder.js';
import type { TextPlace } from './text/place.js';

/** All that references can lead to. */
export class References {
  private readonly fileAt = new Map<string, OldFile>();
  /** Files by the paths that the old site served them at. */
  private readonly fileServedAt = new Map<string, OldFile>();
  private readonly textAt = new Map<string, OldText>();
  private readonly byName = new Map<string, OldText>();
  /** Spare files that a text refers to. */
  readonly used = new Set<OldFile>();
  private readonly spare: ReadonlySet<OldFile>;
  private readonly origin: string | undefined;
  private readonly base: string;

  constructor(
    private readonly blog: OldBlog,
    private readonly folder: OldFolder,
    /** Pictures that are the same as another, with that one. */
    sameAs: ReadonlyMap<OldFile, OldFile> = new Map(),
  ) {
    const { url } = blog.settings;
    this.origin = url && URL.canParse(url) ? new URL(url).host : undefined;
    this.base = this.origin === undefined ? '' : new URL(url as string).pathname.replace(/\/+$/, '');
    this.spare = new Set(blog.spare ?? []);
    for (const file of [...blog.files, ...this.spare]) {
      if (!this.fileAt.has(file.from)) this.fileAt.set(file.from, sameAs.get(file) ?? file);
      const served = file.to.replace(/^content\//, '').toLowerCase();
      if (!this.fileServedAt.has(served)) this.fileServedAt.set(served, sameAs.get(file) ?? file);
    }
    for (const text of blog.texts) {
      this.textAt.set(text.from, text);
      if (text.address !== undefined) this.textAt.set(bare(text.address), text);
      for (const name of namesOf(text)) if (!this.byName.has(name)) this.byName.set(name, text);
    }
  }

  /** Returns what the converters of tags ask about a text. */
  placeOf(text: OldText): TextPlace {
    const link = (written: string) => this.file(text, written) ?? this.page(text, written) ?? this.linkElsewhere(written);
    return {
      dialect: this.blog.settings.markdown,
      picture: (written) => this.file(text, written) ?? this.elsewhere(written),
      file: (written) => this.file(text, written) ?? this.elsewhere(written),
      link,
      page: (name) => {
        const found = this.byName.get(name.trim()) ?? this.byName.get(posix.basename(name.trim()));
        return found && { address: relative(text, contentFile(found.to)), title: textOf(found.fields.title) ?? name };
      },
      textFile: (path) => {
        const found = text.folders.map((folder) => this.folder.find(posix.join(folder, path))).find(Boolean);
        return found === undefined ? undefined : this.folder.text(found).replace(/\n+$/, '');
      },
      template: (path) => this.template(path),
    };
  }

  private readonly templates = new Map<string, string | undefined>();

  /** Returns a template of the old site, or of its theme. */
  private template(path: string): string | undefined {
    if (!this.templates.has(path)) {
      const end = `/${path.toLowerCase()}`;
      const found =
        this.folder.find(path) ??
        this.folder.files.find((each) => each.startsWith('themes/') && each.toLowerCase().endsWith(end));
      this.templates.set(path, found === undefined ? undefined : this.folder.text(found));
    }
    return this.templates.get(path);
  }

  /**
   * Returns the address of a file in the new site, relative to a text.
   * @param written an address in the text
   * @returns undefined if the old blog has no such file
   */
  file(text: OldText, written: string): string | undefined {
    const { path, suffix } = this.ownPath(written);
    if (path === undefined || path === '') return undefined;
    const found =
      this.placesOf(text, path)
        .map((place) => this.fileAt.get(this.folder.find(place) ?? ''))
        .find(Boolean) ?? this.fileServedAt.get(posix.normalize(path).replace(/^\/+/, '').toLowerCase());
    if (!found) return undefined;
    if (this.spare.has(found)) this.used.add(found);
    return addressOf(text, found.to) + suffix;
  }

  /** Returns the address of a text in the new site, relative to another; undefined if there is none. */
  page(text: OldText, written: string): string | undefined {
    const { path, suffix } = this.ownPath(written);
    if (path === undefined || path === '') return undefined;
    const address = path.startsWith('/') ? path : posix.join(text.address ?? '/', path);
    const places = ['', '.md', '/index.md', '/_index.md'].flatMap((end) =>
      this.placesOf(text, `${path.replace(/\/+$/, '')}${end}`),
    );
    const found = this.textAt.get(bare(address)) ?? places.map((place) => this.textAt.get(place)).find(Boolean);
    return found && encodeURI(relative(text, contentFile(found.to))) + suffix;
  }

  /** Returns the places in the old folder that a path may name. */
  private placesOf(text: OldText, path: string): string[] {
    const clean = posix.normalize(path);
    if (path.startsWith('/')) {
      const roots = [text.folders.at(-1) as string, ...(this.blog.spare ? spareRoots(this.blog.spare) : [])];
      return roots.map((root) => posix.join(root, clean));
    }
    // A path relative to the address of the text, which is one folder deeper than the file.
    return text.folders.flatMap((folder) => [posix.join(folder, clean), posix.join(folder, clean.replace(/^\.\.\//, ''))]);
  }

  /** Returns a decoded path of this site, without its query and fragment; undefined for other sites. */
  private ownPath(written: string): { readonly path: string | undefined; readonly suffix: string } {
    const plain = written.trim().replace(/\\/g, '/');
    const at = plain.search(/[?#]/);
    const [before, suffix] = at < 0 ? [plain, ''] : [plain.slice(0, at), plain.slice(at).replace(/^\?[^#]*/, '')];
    const path = this.withoutSite(before);
    return { path: path === undefined ? undefined : (decode(path) ?? path), suffix };
  }

  private withoutSite(address: string): string | undefined {
    if (!/^(?:[a-z][a-z\d+.-]*:|\/\/)/i.test(address)) return this.withoutBase(address);
    if (!/^(?:https?:)?\/\//i.test(address) || this.origin === undefined) return undefined;
    const [, host, path = '/'] = /^(?:https?:)?\/\/([^/]+)(\/.*)?$/i.exec(address) ?? [];
    return host?.toLowerCase() === this.origin ? this.withoutBase(path) : undefined;
  }

  private withoutBase(path: string): string {
    return this.base !== '' && path.startsWith(`${this.base}/`) ? path.slice(this.base.length) : path;
  }

  /** Returns the address of a file that is not here. */
  private elsewhere(written: string): string {
    const { url } = this.blog.settings;
    if (!this.blog.isExport || this.origin === undefined || !/^\/(?!\/)/.test(written))
      return this.blog.isExport ? written : this.localAddress(written);
    return `${new URL(url as string).origin}${written}`;
  }

  /** Returns the address of a page or file that is not here. An export names its files by their names, and pages without one. */
  private linkElsewhere(written: string): string {
    return this.blog.isExport && /\.(?!html?\b|php\b)\w{2,5}(?:[?#]|$)/.test(written) && this.withoutSite(written) !== '/'
      ? this.elsewhere(written)
      : this.localAddress(written);
  }

  /** Returns an address of this site without its host; any other as it is. */
  private localAddress(written: string): string {
    return this.withoutSite(written) ?? written;
  }
}

/** The folders that spare files lie in: `themes/next/source`. */
function spareRoots(spare: readonly OldFile[]): string[] {
  return [
    ...new Set(
      spare.map(({ from, to }) => from.slice(0, Math.max(0, from.length - to.replace(/^(?:content|images)/, '').length))),
    ),
  ];
}

/** The names that a tool may call a text by. */
function namesOf({ from, address }: OldText): string[] {
  const name = posix.basename(from);
  const stem = name.replace(/\.\w+$/, '');
  const below = from.replace(/^.*?_(?:posts|drafts)\//, '').replace(/\.\w+$/, '');
  if (/^_?index(?:\.[\w-]+)?$/.test(stem)) return [posix.basename(posix.dirname(from)), ...(address ? [address] : [])];
  return [...new Set([below, stem, name, stem.replace(/^\d{4}-\d{2}-\d{2}-/, ''), ...(address ? [address] : [])])];
}

/** Returns an address without `index.html`, `.html` and slashes at its end, to compare addresses with. */
function bare(address: string): string {
  return (
    address
      .normalize('NFC')
      .replace(/(?:index)?\.html?$/, '')
      .replace(/\/+$/, '') || '/'
  );
}

/** Returns a path relative to the folder of a text. */
function relative(text: OldText, path: string): string {
  return posix.relative(posix.dirname(contentFile(text.to)), path);
}

/** Returns the address of a file of the new site: relative below `content/`, else from the root. */
function addressOf(text: OldText, to: string): string {
  if (!isContentFile(to)) return encodeURI(`/${to}`);
  const path = relative(text, to);
  return encodeURI(path.startsWith('../') ? `/${contentPath(to)}` : path);
}
