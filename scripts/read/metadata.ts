// The metadata of a text: what its title block and its front matter say, under one name for each.

import { aliasUrl } from '../base/siteLookup.js';
import { MOST_TERMS } from '../config/taxonomies.js';
import type { Metadata } from '../types.js';
import type { Header } from './header.js';
import type { HeaderReader } from './headerReader.js';
import { LONGEST_TITLE } from './title.js';

/** How metadata is put together. */
interface MetadataOptions {
  readonly fields: HeaderReader;
  /** Whether an alias without a slash or a dot is a name for wikilinks, as in a vault of Obsidian, and no address. */
  readonly hasWikilinks: boolean;
}

export function metadataOf(
  { titleBlock, frontMatter }: Pick<Header, 'titleBlock' | 'frontMatter'>,
  { fields, hasWikilinks }: MetadataOptions,
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
    aliases: distinct((aliases ?? []).filter((each) => !isName(each))),
    ...(names.length > 0 && { names }),
    ...(updated !== undefined && { updated: updated.date }),
    ...(updated?.time !== undefined && { updatedTime: updated.time }),
    ...(cover !== undefined && { cover: cover.path }),
    ...(cover?.alt !== undefined && { coverAlt: cover.alt }),
    ...others,
    ...(frontMatter.own && { own: frontMatter.own }),
    ...(unread.length > 0 && { unread }),
    meta: frontMatter.meta,
  };
}

/** Old addresses without those that are the file of an earlier one: `/x/`, `/x`, `/x/index.html`. */
function distinct(aliases: readonly string[]): string[] {
  const files = aliases.map((each) => aliasUrl(each).replace(/(?<=\/)index\.html$/, ''));
  return aliases.filter((_, index) => files.indexOf(files[index] as string) === index);
}

/** What a header has too much of. */
export function* tooMuch({
  title = '',
  tags,
}: Pick<Metadata, 'tags'> & { title?: string }): Generator<{ field: string; reason: string }> {
  const count = (all: { length: number }) => all.length.toLocaleString('en');
  if (title.length > LONGEST_TITLE)
    yield {
      field: 'title',
      reason: `the title has ${count(title)} characters; at most ${LONGEST_TITLE.toLocaleString('en')} are possible`,
    };
  if (tags.length > MOST_TERMS) yield { field: 'tags', reason: `${count(tags)} tags; at most ${MOST_TERMS} are possible` };
}
