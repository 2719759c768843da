// Checks each output file before it is written: neither text of drafts nor paths of this machine may get into it through a
// template, a plugin or a bug. A sentence that a published source contains too is not a leak. A file that is the same as in the last
// build was checked then; it is searched only for needles that are new.

import { homedir } from 'node:os';
import { problem } from '../../base/diagnostics.js';
import { PublishError } from '../../base/errors.js';
import { hashOf } from '../../base/hash.js';
import type { GuardedSite, OutputGuard } from '../../engine/artifact.js';

/** A text that must not be published. */
interface Needle {
  readonly bytes: Buffer;
  readonly rule: 'leak/draft' | 'leak/path';
  readonly reason: string;
  /** Hash of the text, for the record of the build. */
  readonly key: string;
}

/** Maximum sentences of drafts to search for. With many drafts, there are fewer of each. */
const MAX_SENTENCES = 50;
/** Maximum sentences of one draft. */
const MAX_PER_DRAFT = 4;
/** Minimum bytes of a sentence. A shorter one may occur elsewhere by chance. */
const MIN_BYTES = 30;
/** Characters with a meaning in markdown or HTML. A sentence with one of them is different in a page. */
const MARKUP = /[*_`[\]<>#|$\\&"'~^{}@:/]|--|\.\.\./;

type Draft = GuardedSite['drafts'][number];

export class Guard implements OutputGuard {
  private readonly needles: readonly Needle[];
  /** Needles that the last build did not search for, or found. */
  private readonly fresh: readonly Needle[];
  private readonly found = new Set<Needle>();
  /** For each needle found: whether a published source contains it too, in which case it is not a leak. */
  private readonly publishedNeedles = new Map<Needle, boolean>();

  /** @param absent hashes of needles that no file of the last build contained */
  constructor(
    private readonly site: GuardedSite,
    absent: readonly string[] = [],
  ) {
    this.needles = [...pathNeedles(site.root), ...draftNeedles(site.drafts)];
    const known = new Set(absent);
    this.fresh = this.needles.filter(({ key }) => !known.has(key));
  }

  /** True if files that have not changed must be checked too. */
  get checksUnchangedFiles(): boolean {
    return this.fresh.length > 0;
  }

  /** The bytes to search for. */
  get suspects(): readonly Uint8Array[] {
    return this.needles.map(({ bytes }) => bytes);
  }

  /** Returns the hashes of needles that no file contains. Valid after all files have been checked. */
  absentHashes(): string[] {
    return this.needles.filter((needle) => !this.found.has(needle)).map(({ key }) => key);
  }

  /**
   * Checks a file before it is published.
   * @param isAsBefore true if the last build made it with the same bytes
   * @throws PublishError if it contains a needle
   */
  check(path: string, bytes: Uint8Array, isAsBefore: boolean): void {
    const haystack = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
    for (const needle of isAsBefore ? this.fresh : this.needles) {
      if (!haystack.includes(needle.bytes)) continue;
      this.found.add(needle);
      if (this.isPublished(needle)) continue;
      const note = 'a template, a plugin or titleblock itself put it there: --explain shows what the file is made from';
      throw new PublishError([problem(`${this.site.outShown}/${path}`, undefined, needle.rule, needle.reason, { note })]);
    }
  }

  private isPublished(needle: Needle): boolean {
    let isPublished = this.publishedNeedles.get(needle);
    if (isPublished === undefined) {
      isPublished = anyIncludes(this.site.published(), needle.bytes.toString());
      this.publishedNeedles.set(needle, isPublished);
    }
    return isPublished;
  }
}

function anyIncludes(texts: Iterable<string>, part: string): boolean {
  for (const text of texts) if (text.includes(part)) return true;
  return false;
}

function pathNeedles(root: string): Needle[] {
  const reason = (path: string) => `this file would publish a path of this machine: ${path}`;
  // A short path such as /srv occurs in many texts.
  return [...new Set([root, homedir()])]
    .filter((path) => path.length > 5)
    .map((path) => needleOf(path, 'leak/path', reason(path)));
}

function needleOf(text: string, rule: Needle['rule'], reason: string): Needle {
  return { bytes: Buffer.from(text), rule, reason, key: hashOf(rule, text) };
}

function draftNeedles(drafts: readonly Draft[]): Needle[] {
  const each = Math.max(1, Math.min(MAX_PER_DRAFT, Math.floor(MAX_SENTENCES / drafts.length)));
  return drafts.slice(-MAX_SENTENCES).flatMap(([file, text]) =>
    sentences(text())
      .slice(0, each)
      .map((sentence) => needleOf(sentence, 'leak/draft', `this file would publish the text of a draft, ${file}`)),
  );
}

/** Returns the sentences of a markdown text that are the same in a page, longest first. */
function sentences(text: string): string[] {
  return [...new Set(text.split(/[\n。．！？!?]|\.\s/).map((part) => part.replace(/^[\s%>-]+/, '').trim()))]
    .filter((part) => Buffer.byteLength(part) >= MIN_BYTES && !MARKUP.test(part))
    .sort((a, b) => b.length - a.length);
}
