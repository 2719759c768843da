// A site: its outline, and the facts about articles, pictures and templates that pages use.

import { lazy } from '../base/flow/lazy.js';
import { hashOf } from '../base/hash.js';
import type { ArticleHead, Picture, Source, Translation } from '../types.js';
import type { Asset } from './assets.js';
import type { ArticleHashes } from './digest.js';
import { coverPaths, type Entry, entryOf } from './entry.js';
import { feedIdOf } from './feedId.js';
import type { Frame } from './frame.js';
import type { Outline } from './outline.js';
import type { HashedUrls, SiteAddress } from './siteAddress.js';

/** Facts about articles, known before their pages are made. Arguments are paths below content/. */
export interface ArticleFacts {
  readonly hashes: (path: string) => ArticleHashes;
  readonly head: (path: string) => ArticleHead;
  /** Returns the paths of the pictures it shows. */
  readonly pictures: (path: string) => readonly string[];
}

/** Facts about pictures, by path. */
export interface PictureFacts {
  /** Returns undefined for a picture that could not be made. */
  readonly get: (path: string) => Picture | undefined;
  /** Returns the hash of everything it was made from. */
  readonly key: (path: string) => string;
}

/** An output file and its key in the store. */
export interface StoredFile {
  readonly path: string;
  readonly key: string;
}

/** A picture generated for a post, such as its card. */
export interface GeneratedImage {
  /** Decoded address below the site's root. */
  readonly url: string;
  /** Pixels. */
  readonly width: number;
  readonly height: number;
}

/** Facts about a site besides its outline. */
export interface Facts {
  readonly frame: Frame;
  /** The frame of each language of a site with several, by its tag. */
  readonly frames?: { readonly [language: string]: Frame };
  /** Hash of each template with its partials and pictures, by name. */
  readonly templates: { readonly [name: string]: string };
  readonly articles: ArticleFacts;
  readonly pictures: PictureFacts;
  /** Returns the pages that say the same in other languages. */
  readonly translationsOf: (page: Pick<SiteAddress<unknown>, 'url' | 'article'>) => readonly Translation[];
  /** Returns the picture generated for a post for social networks, by the post's path; undefined if there is none. */
  readonly sharedImage: (path: string) => GeneratedImage | undefined;
  /** Returns the files of the theme that are published. */
  readonly assets: () => readonly Asset[];
  /** Data of artifacts, by feature. Only the feature knows its type. */
  readonly made: { readonly [feature: string]: unknown };
  readonly hashed: () => readonly HashedUrls[];
  /** Returns the union of the Content-Security-Policies of all pages. */
  readonly policy: () => string;
  /** Returns the pictures whose variants are published. */
  readonly shown: () => readonly Picture[];
  /** Returns the files below images/ that are published as they are: links lead to them, or they could not be decoded. */
  readonly linked: () => ReadonlySet<string>;
  /** Returns the hash of a file's bytes. */
  readonly hashOfFile: (path: string) => string;
  /** Returns the hash of how a file loses its metadata; undefined if it is not a picture. */
  readonly cleaningOf: (path: string) => string | undefined;
  /** True for a file that is not published: a picture whose metadata cannot be removed. */
  readonly isRefused: (path: string) => boolean;
}

/** Least width in pixels of a picture that lists show in place of a cover. */
const LEAST_COVER = 456;

/** True for a picture of a text that can stand for it in lists, where it is cut to 3:2. A drawing or a banner would lose what it says. */
function canCover({ width, height, fallback }: Picture): boolean {
  return width >= LEAST_COVER && width <= 2 * height && !fallback.url.endsWith('.svg');
}

export class Site {
  /** The site in each of its languages, the main one first. A site with one language is its own edition. */
  readonly editions = lazy((): readonly Site[] => this.outline.editions().map((edition) => this.in(edition)));
  readonly frameHash: string;
  private readonly entries = new Map<string, Entry>();
  private readonly pictureHashes = new Map<string, string>();

  constructor(
    readonly outline: Outline,
    readonly facts: Facts,
  ) {
    this.frameHash = hashOf(JSON.stringify(facts.frame));
  }

  private in(edition: Outline): Site {
    if (edition === this.outline) return this;
    const { frame, frames = {} } = this.facts;
    return new Site(edition, { ...this.facts, frame: frames[edition.config.language] ?? frame });
  }

  hashes({ path }: Source): ArticleHashes {
    return this.facts.articles.hashes(path);
  }

  entry(post: Source): Entry {
    let entry = this.entries.get(post.path);
    if (!entry) {
      const cover = this.coverOf(post);
      entry = { ...entryOf(post, this.facts.articles.head(post.path)), ...(cover && { cover }) };
      this.entries.set(post.path, entry);
    }
    return entry;
  }

  /** Returns a hash of some posts as lists show them. */
  entriesHash(posts: readonly Source[]): string {
    return hashOf(...posts.map((post) => this.entryHash(post)));
  }

  /** Returns a hash of a post as lists show it. */
  entryHash(post: Source): string {
    const cover = this.coverOf(post);
    const { entry } = this.hashes(post);
    return cover ? hashOf(entry, this.facts.pictures.key(cover.path)) : entry;
  }

  /** Returns the picture that lists show with a post; undefined if they show none. */
  private coverOf({ path }: Source): Picture | undefined {
    const { frame, articles, pictures } = this.facts;
    if (!frame.covers) return undefined;
    const head = articles.head(path);
    const found = coverPaths(head).map(pictures.get);
    return found.find((picture) => picture && (head.cover !== undefined || canCover(picture)));
  }

  /** Returns a hash of the pictures that an article shows; empty if there are none. */
  picturesHash({ path }: Source): string {
    const { articles, pictures } = this.facts;
    const shown = articles.pictures(path);
    if (shown.length === 0) return '';
    let hash = this.pictureHashes.get(path);
    if (hash === undefined) {
      hash = hashOf(...shown.map(pictures.key));
      this.pictureHashes.set(path, hash);
    }
    return hash;
  }

  /** Returns a hash of some posts as feeds show them. */
  feedHash(posts: readonly Source[]): string {
    const instants = (post: Source) => Object.values(this.outline.instantsOf(post)).join(' ');
    const said = (post: Source) => `${instants(post)} ${feedIdOf(this.outline, post)}`;
    return hashOf(...posts.flatMap((post) => [this.hashes(post).article, this.picturesHash(post), said(post)]));
  }
}
