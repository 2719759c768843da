// The address of a text: by a permalink, or that of its file.

import { fileAddress, markdownFileName } from '../base/siteLookup.js';
import { dateOfFileName } from '../base/text/civilDate.js';
import type { SiteUrl } from '../config/config.js';
import { addressBy, type PermalinkFacts } from '../config/permalink.js';
import type { FrontMatter } from './frontMatter.js';
import type { SayAt } from './header.js';

/** A text that needs an address. */
export interface Unaddressed extends Pick<PermalinkFacts, 'date' | 'time' | 'title'> {
  /** Below `content/`. */
  readonly path: string;
  readonly frontMatter: FrontMatter;
}

/** How addresses are made. */
export interface AddressPattern {
  /** For texts without a permalink of their own; undefined where addresses mirror the paths of files. */
  readonly permalink: string | undefined;
  readonly site: SiteUrl | undefined;
}

/** The address of a text. One whose permalink makes none has that of its file, and the writer is told. */
export function addressOf(text: Unaddressed, { permalink, site }: AddressPattern, say: SayAt): string {
  const { path, frontMatter, date, time, title } = text;
  const { values, at } = frontMatter;
  const wanted = values.permalink || permalink;
  const mirrored = fileAddress(path, values.slug);
  if (wanted === undefined || wanted === mirrored) return mirrored;
  const url = addressBy(wanted, { ...permalinkFacts(path, frontMatter), date, time, title }, site);
  if (typeof url === 'string') return url;
  const reason = `the permalink "${wanted}" makes no address: ${url.reason}`;
  const rule = url.isElsewhere ? 'front-matter/foreign' : 'url/permalink';
  say(at.permalink, rule, reason, 'change the permalink, or what it is made of');
  return mirrored;
}

/** The path by which a text is named: `2020-01-02-a/index.md` has the name and the date of its folder. */
export function bundleName(path: string): string {
  return path.replace(/\/index\.(?:md|markdown)$/i, '');
}

/** What the path and the header of a file give to a pattern. */
function permalinkFacts(file: string, { values, meta }: FrontMatter): Omit<PermalinkFacts, 'date' | 'time' | 'title'> {
  const path = bundleName(file);
  const fileName = markdownFileName(path);
  const date = dateOfFileName(fileName)?.text;
  const stem = date === undefined ? fileName : fileName.slice(date.length).replace(/^[-_. ]/, '');
  return {
    fileName,
    name: values.slug ?? (stem || fileName),
    folder: path.slice(0, Math.max(0, path.lastIndexOf('/'))).normalize('NFC'),
    categories: values.categories ?? [],
    lang: values.lang,
    fields: meta,
  };
}
