// Decides whether an article that was rendered before is still up to date. Builds, `dev` and `check` all use this.

import { articleHash } from '../assemble/digest.js';
import { type Names, siteLookup } from '../base/siteLookup.js';
import { hashOfStored } from '../cache/store.js';
import { firstStaleLookup } from '../render/lookups.js';
import type { Lookup, Source } from '../types.js';
import type { SourceRecord } from './lastBuild.js';
import type { RenderSettings } from './settings.js';

/** The inputs of an article that was rendered before. */
export interface StoredArticleInputs {
  /** Key in the store: a hash of its text and of the settings. */
  readonly key: string;
  /** The source as it was published. It depends on the day of the build, so it can change while the file stays the same. */
  readonly source: Source;
  /** Its lookups, with the answers. */
  readonly lookups: () => readonly Lookup[];
  /** The names that gave these answers, if they are in memory. */
  readonly names?: Names | undefined;
}

/** The inputs of the article as it would be rendered now. */
export interface WantedArticle {
  readonly key: string;
  readonly source: Source;
  readonly names: Names;
  readonly settings: RenderSettings;
}

/** Why an article is out of date. */
export type StaleReason =
  | { readonly changed: 'key' }
  | { readonly changed: 'source' }
  | { readonly changed: 'lookup'; readonly lookup: Lookup; readonly now: string };

/**
 * Compares the inputs of an article with the current ones. If the names are the same object, lookups are not repeated; this
 * keeps an edit cheap for all other articles.
 * @returns undefined if the article is up to date
 */
export function staleReason(made: StoredArticleInputs, { key, source, names, settings }: WantedArticle): StaleReason | undefined {
  if (made.key !== key) return { changed: 'key' };
  if (made.source !== source && JSON.stringify(made.source) !== JSON.stringify(source)) return { changed: 'source' };
  if (made.names === names) return undefined;
  const found = firstStaleLookup(made.lookups(), source, siteLookup(names), settings.options);
  return found && { changed: 'lookup', ...found };
}

/** Describes where a lookup leads, for `--explain`. */
export function describeAnswer(json: string): string {
  const { kind, url, path } = JSON.parse(json) as { kind: string; url?: string; path?: string };
  if (kind === 'dead' || kind === 'missing') return 'nothing';
  return path ?? url ?? kind;
}

/**
 * True if stored bytes are the article in the record. The key covers all inputs but the lookups: under the same key, the store
 * may hold a version with other answers, from this build or from one that was killed before it wrote its record.
 */
export function isArticleOf({ source, hashes }: Pick<SourceRecord, 'source' | 'hashes'>, kept: Uint8Array): boolean {
  return articleHash(source, hashOfStored(kept)) === hashes.article;
}
