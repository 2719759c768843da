// Merges the title block and the front matter of a text into its metadata.

import { aliasUrl } from '../base/siteLookup.js';
import { MAX_TERMS } from '../config/taxonomies.js';
import type { Metadata } from '../types.js';
import type { Header } from './header.js';
import type { HeaderReader } from './headerReader.js';
import { MAX_TITLE_LENGTH } from './title.js';

/** Options for merging metadata. */
interface MetadataOptions {
  readonly fields: HeaderReader;
  /** True if an alias without a slash or a dot is a name for wikilinks, as in Obsidian, and not an address. */
  readonly hasWikilinks: boolean;
  /** Language of a text whose header names none; undefined for the site's main language. */
  readonly edition: string | undefined;
}

export function metadataOf(
  { titleBlock, frontMatter }: Pick<Header, 'titleBlock' | 'frontMatter'>,
  { fields, hasWikilinks, edition }: MetadataOptions,
): Omit<Metadata, 'title'> & { title?: string } {
  const {
    title,
    author,
    authors,
    tags,
    categories,
    aliases,
    updated,
    cover,
    date: _date,
    draft: _draft,
    slug: _slug,
    permalink: _permalink,
    ...others
  } = frontMatter.values;
  const isReadable = !frontMatter.problems.some(({ rule }) => rule === 'front-matter/syntax');
  const isName = (each: string) => hasWikilinks && !/[/.]/.test(each);
  const names = (aliases ?? []).filter(isName);
  const unread = isReadable ? Object.keys(frontMatter.meta).filter((name) => !fields.isUnderstood(name)) : [];
  const titleText = title ?? titleBlock?.title?.text;
  return {
    ...(titleText && { title: titleText }),
    authors: author ?? authors ?? titleBlock?.authors ?? [],
    tags: [...new Set(tags ?? [])],
    ...(categories && categories.length > 0 && { categories }),
    aliases: withoutDuplicates((aliases ?? []).filter((each) => !isName(each))),
    ...(names.length > 0 && { names }),
    ...(updated !== undefined && { updated: updated.date }),
    ...(updated?.time !== undefined && { updatedTime: updated.time }),
    ...(cover !== undefined && { cover: cover.path }),
    ...(cover?.alt !== undefined && { coverAlt: cover.alt }),
    ...(edition !== undefined && { lang: edition }),
    ...others,
    ...(frontMatter.own && { own: frontMatter.own }),
    ...(unread.length > 0 && { unread }),
    meta: frontMatter.meta,
  };
}

/** Drops old addresses that would be the same file as an earlier one: `/x/`, `/x`, `/x/index.html`. */
function withoutDuplicates(aliases: readonly string[]): string[] {
  const files = aliases.map((each) => aliasUrl(each).replace(/(?<=\/)index\.html$/, ''));
  return aliases.filter((_, index) => files.indexOf(files[index] as string) === index);
}

/** Finds fields that are too large. */
export function* excessiveFields({
  title = '',
  tags,
}: Pick<Metadata, 'tags'> & { title?: string }): Generator<{ field: string; reason: string }> {
  const count = (all: { length: number }) => all.length.toLocaleString('en');
  if (title.length > MAX_TITLE_LENGTH)
    yield {
      field: 'title',
      reason: `the title has ${count(title)} characters; at most ${MAX_TITLE_LENGTH.toLocaleString('en')} are allowed`,
    };
  if (tags.length > MAX_TERMS) yield { field: 'tags', reason: `${count(tags)} tags; at most ${MAX_TERMS} are allowed` };
}
