// The last look at what is published: the text of drafts, and paths of this machine, do not get into a page by way of a template, a
// plugin or a mistake of ours. What a published text says itself is no leak. A file that stays as the last build made it was looked
// through then; only what that build did not look for is looked for in it.

import { homedir } from 'node:os';
import { problem } from '../../base/diagnostics.js';
import { PublishError } from '../../base/errors.js';
import { hashOf } from '../../base/hash.js';
import type { GuardedSite, OutputGuard } from '../../engine/artifact.js';

/** What must not be published. */
interface Needle {
  readonly bytes: Buffer;
  readonly rule: 'leak/draft' | 'leak/path';
  readonly reason: string;
  /** A hash of it, for the record. */
  readonly key: string;
}

/** Texts that are looked for at most; of many drafts, fewer of each. */
const MOST = 50;
/** Of a draft. */
const MOST_OF_DRAFT = 4;
/** Bytes; what is shorter may stand anywhere. */
const SHORTEST = 30;
/** Signs that mean something in markdown or change in HTML: sentences with them look different in a page. */
const MARKUP = /[*_`[\]<>#|$\\&"'~^{}@:/]|--|\.\.\./;

type Draft = GuardedSite['drafts'][number];

export class Guard implements OutputGuard {
  private readonly needles: readonly Needle[];
  /** Those that the last build did not look for, or found. */
  private readonly fresh: readonly Needle[];
  private readonly found = new Set<Needle>();
  /** What published texts say themselves. */
  private readonly said = new Map<Needle, boolean>();

  /** @param absent hashes of what no file of the last build had */
  constructor(
    private readonly site: GuardedSite,
    absent: readonly string[] = [],
  ) {
    this.needles = [...pathNeedles(site.root), ...draftNeedles(site.drafts)];
    const known = new Set(absent);
    this.fresh = this.needles.filter(({ key }) => !known.has(key));
  }

  /** Whether files that stay as they are have to be looked through. */
  get checksUnchangedFiles(): boolean {
    return this.fresh.length > 0;
  }

  get suspects(): readonly Uint8Array[] {
    return this.needles.map(({ bytes }) => bytes);
  }

  /** Hashes of what no file has, if all have been looked through. */
  absent(): string[] {
    return this.needles.filter((needle) => !this.found.has(needle)).map(({ key }) => key);
  }

  /**
   * Looks through a file before it is published.
   * @param isAsBefore whether the last build made it of the same bytes
   * @throws PublishError if it has something that must not be published
   */
  check(path: string, bytes: Uint8Array, isAsBefore: boolean): void {
    const haystack = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
    for (const needle of isAsBefore ? this.fresh : this.needles) {
      if (!haystack.includes(needle.bytes)) continue;
      this.found.add(needle);
      if (this.isSaid(needle)) continue;
      const note = 'a template, a plugin or titleblock itself put it there: --explain shows what the file is made from';
      throw new PublishError([problem(`${this.site.outShown}/${path}`, undefined, needle.rule, needle.reason, { note })]);
    }
  }

  private isSaid(needle: Needle): boolean {
    let said = this.said.get(needle);
    if (said === undefined) {
      said = isIn(this.site.published(), needle.bytes.toString());
      this.said.set(needle, said);
    }
    return said;
  }
}

function isIn(texts: Iterable<string>, part: string): boolean {
  for (const text of texts) if (text.includes(part)) return true;
  return false;
}

function pathNeedles(root: string): Needle[] {
  const reason = (path: string) => `this file would say where the site lies on this machine: ${path}`;
  // A short path such as /srv is a word of many texts.
  return [...new Set([root, homedir()])]
    .filter((path) => path.length > 5)
    .map((path) => needleOf(path, 'leak/path', reason(path)));
}

function needleOf(text: string, rule: Needle['rule'], reason: string): Needle {
  return { bytes: Buffer.from(text), rule, reason, key: hashOf(rule, text) };
}

function draftNeedles(drafts: readonly Draft[]): Needle[] {
  const each = Math.max(1, Math.min(MOST_OF_DRAFT, Math.floor(MOST / drafts.length)));
  return drafts.slice(-MOST).flatMap(([file, text]) =>
    sentences(text())
      .slice(0, each)
      .map((sentence) => needleOf(sentence, 'leak/draft', `this file would publish the text of a draft, ${file}`)),
  );
}

/** The sentences of a text that look the same in a page, the longest first. */
function sentences(text: string): string[] {
  return [...new Set(text.split(/[\n。．！？!?]|\.\s/).map((part) => part.replace(/^[\s%>-]+/, '').trim()))]
    .filter((part) => Buffer.byteLength(part) >= SHORTEST && !MARKUP.test(part))
    .sort((a, b) => b.length - a.length);
}
