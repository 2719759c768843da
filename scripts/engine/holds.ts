// Whether an article that was made before still holds: the one place that decides it, for builds, for `dev` and for `check`.

import { articleHash } from '../assemble/digest.js';
import { type Names, siteLookup } from '../base/siteLookup.js';
import { hashOfKept } from '../cache/store.js';
import { firstStaleLookup } from '../render/lookups.js';
import type { Lookup, Source } from '../types.js';
import type { KnownSource } from './lastBuild.js';
import type { RenderSettings } from './settings.js';

/** An article that was made before, with all that it was made from. */
export interface MadeArticle {
  /** Under which it is kept: a hash of its text and of the settings. */
  readonly key: string;
  /** The source as it was published: the day may change it, and the file not. */
  readonly source: Source;
  /** What it asked of the site, with the answers. */
  readonly lookups: () => readonly Lookup[];
  /** The names of the site that gave these answers, where they are at hand. */
  readonly names?: Names | undefined;
}

/** An article as it would be made now. */
export interface WantedArticle {
  readonly key: string;
  readonly source: Source;
  readonly names: Names;
  readonly settings: RenderSettings;
}

/** Why an article no longer holds. */
export type Broken =
  | { readonly by: 'key' }
  | { readonly by: 'source' }
  | { readonly by: 'lookup'; readonly lookup: Lookup; readonly now: string };

/**
 * Compares an article that was made before with the one that is wanted. Names that are the same object are not asked again: that is
 * what an edit costs for each article that it leaves alone.
 * @returns why it no longer holds; undefined if it does
 */
export function broken(made: MadeArticle, { key, source, names, settings }: WantedArticle): Broken | undefined {
  if (made.key !== key) return { by: 'key' };
  if (made.source !== source && JSON.stringify(made.source) !== JSON.stringify(source)) return { by: 'source' };
  if (made.names === names) return undefined;
  const found = firstStaleLookup(made.lookups(), source, siteLookup(names), settings.options);
  return found && { by: 'lookup', ...found };
}

/** Where a look-up led, in words. */
export function shownAnswer(json: string): string {
  const { kind, url, path } = JSON.parse(json) as { kind: string; url?: string; path?: string };
  if (kind === 'dead' || kind === 'missing') return 'nothing';
  return path ?? url ?? kind;
}

/**
 * Whether what is kept is the article that is known. A key says what an article was made from, its look-ups aside: it may hold
 * the same text with other answers, of this build or of one whose end the record does not know.
 */
export function isArticleOf({ source, hashes }: Pick<KnownSource, 'source' | 'hashes'>, kept: Uint8Array): boolean {
  return articleHash(source, hashOfKept(kept)) === hashes.article;
}
