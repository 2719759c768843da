// Determines the address of a text: by a permalink, or from the path of its file.

import { fileAddress, markdownFileName } from '../base/siteLookup.js';
import { dateOfFileName } from '../base/text/civilDate.js';
import type { SiteUrl } from '../config/config.js';
import { hasLanguage, isPattern, type PermalinkFacts, permalinkAddress } from '../config/permalink.js';
import type { FrontMatter } from './frontMatter.js';
import type { ReportAt } from './header.js';

/** The facts about a text that its address depends on. */
export interface AddressFacts extends Pick<PermalinkFacts, 'date' | 'time' | 'title' | 'lang'> {
  /** Path below `content/`, without the name of its language. */
  readonly path: string;
  /** Prefix of the addresses in its language: `/en`, or an empty text. */
  readonly prefix: string;
  readonly frontMatter: FrontMatter;
}

/** Settings for addresses. */
export interface AddressPattern {
  /** Pattern for texts without their own permalink; if undefined, addresses mirror file paths. */
  readonly permalink: string | undefined;
  readonly site: SiteUrl | undefined;
}

/** Returns the address of a text. If its permalink is invalid, reports that and uses the path of its file. */
export function addressOf(text: AddressFacts, { permalink, site }: AddressPattern, report: ReportAt): string {
  const { path, prefix, frontMatter, date, time, title, lang } = text;
  const { values, at } = frontMatter;
  const wanted = values.permalink || permalink;
  const mirrored = prefix + fileAddress(path, values.slug);
  if (wanted === undefined || wanted === mirrored) return mirrored;
  const url = permalinkAddress(wanted, { ...permalinkFacts(path, frontMatter), date, time, title, lang }, site);
  // A whole address is the writer's decision; a pattern is meant for the texts of all languages.
  if (typeof url === 'string') return isPattern(wanted) && !hasLanguage(wanted) ? prefix + url : url;
  const reason = `the permalink "${wanted}" is not a valid address: ${url.reason}`;
  const rule = url.isElsewhere ? 'front-matter/foreign' : 'url/permalink';
  report(at.permalink, rule, reason, 'change the permalink, or the fields that it uses');
  return mirrored;
}

/** Returns the path that gives a text its name: `2020-01-02-a/index.md` has the name and date of its folder. */
export function bundleName(path: string): string {
  return path.replace(/\/index\.(?:md|markdown)$/i, '');
}

/** Returns the facts from path and header that a pattern can use. */
function permalinkFacts(file: string, { values, meta }: FrontMatter): Omit<PermalinkFacts, 'date' | 'time' | 'title' | 'lang'> {
  const path = bundleName(file);
  const fileName = markdownFileName(path);
  const date = dateOfFileName(fileName)?.text;
  const stem = date === undefined ? fileName : fileName.slice(date.length).replace(/^[-_. ]/, '');
  return {
    fileName,
    name: values.slug ?? (stem || fileName),
    folder: path.slice(0, Math.max(0, path.lastIndexOf('/'))).normalize('NFC'),
    categories: values.categories ?? [],
    fields: meta,
  };
}
