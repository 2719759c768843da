// A site that can be asked: its outline, and what is known of its articles, pictures and templates.

import { hashOf } from '../base/hash.js';
import type { ArticleHead, Picture, Source, Translation } from '../types.js';
import type { Asset } from './assets.js';
import type { ArticleHashes } from './digest.js';
import { type Entry, entryOf } from './entry.js';
import { feedIdOf } from './feedId.js';
import type { Frame } from './frame.js';
import type { Outline } from './outline.js';
import type { HashedUrls } from './siteAddress.js';

/** What is known of articles before their pages are made; by the paths of their files below content/. */
export interface ArticleFacts {
  readonly hashes: (path: string) => ArticleHashes;
  readonly head: (path: string) => ArticleHead;
  /** Paths of the pictures that it shows. */
  readonly pictures: (path: string) => readonly string[];
}

/** What came of pictures, by their paths. */
export interface PictureFacts {
  /** Undefined for one that cannot be shown. */
  readonly get: (path: string) => Picture | undefined;
  /** A hash of all that it came of. */
  readonly key: (path: string) => string;
}

/** A file that is kept as it is published, and under which key. */
export interface StoredFile {
  readonly path: string;
  readonly key: string;
}

/** A picture that is made of a post. */
export interface GeneratedImage {
  /** Decoded, below the site's root. */
  readonly url: string;
  /** Pixels. */
  readonly width: number;
  readonly height: number;
}

/** What is known of a site besides its outline. */
export interface Facts {
  readonly frame: Frame;
  /** Hashes of the templates, with their partials and pictures, by their names. */
  readonly templates: { readonly [name: string]: string };
  readonly articles: ArticleFacts;
  readonly pictures: PictureFacts;
  /** Where a source is in other languages. */
  readonly translationsOf: (path: string) => readonly Translation[];
  /** The picture for social networks that is made of a post, by its path; undefined if none is. */
  readonly sharedImage: (path: string) => GeneratedImage | undefined;
  readonly assets: readonly Asset[];
  /** What features made, by their names: each knows its own. */
  readonly made: { readonly [feature: string]: unknown };
  /** Addresses of files whose names change with their content. */
  readonly hashed: () => readonly HashedUrls[];
  /** The Content-Security-Policy of all pages together. */
  readonly policy: () => string;
  /** Pictures whose files are published. */
  readonly shown: () => readonly Picture[];
  /** Files below images/ that are published as they are: links lead to them, or they cannot be decoded. */
  readonly linked: () => ReadonlySet<string>;
  /** The hash of the bytes of a file of content/ or images/. */
  readonly hashOfFile: (path: string) => string;
  /** How a file loses its metadata, as a hash; undefined for one that is no picture. */
  readonly cleaningOf: (path: string) => string | undefined;
  /** Whether a file is not published: a picture whose metadata cannot be taken out. */
  readonly isRefused: (path: string) => boolean;
}

export class Site {
  /** A hash of the frame. */
  readonly frameHash: string;
  private readonly entries = new Map<string, Entry>();
  private readonly pictureHashes = new Map<string, string>();

  constructor(
    readonly outline: Outline,
    readonly facts: Facts,
  ) {
    this.frameHash = hashOf(JSON.stringify(facts.frame));
  }

  /** Hashes of what pages show of an article. */
  hashes({ path }: Source): ArticleHashes {
    return this.facts.articles.hashes(path);
  }

  /** A post as other pages show it. */
  entry(post: Source): Entry {
    let entry = this.entries.get(post.path);
    if (!entry) {
      entry = entryOf(post, this.facts.articles.head(post.path));
      this.entries.set(post.path, entry);
    }
    return entry;
  }

  /** A hash of some posts as a list shows them. */
  entriesHash(posts: readonly Source[]): string {
    return hashOf(...posts.map((post) => this.hashes(post).entry));
  }

  /** A hash of the pictures that an article shows; empty if it shows none. */
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

  /** A hash of some posts as feeds have them. */
  feedHash(posts: readonly Source[]): string {
    const instants = (post: Source) => Object.values(this.outline.instantsOf(post)).join(' ');
    const said = (post: Source) => `${instants(post)} ${feedIdOf(this.outline, post)}`;
    return hashOf(...posts.flatMap((post) => [this.hashes(post).article, this.picturesHash(post), said(post)]));
  }
}
