// What the addresses in an article lead to: pages, pictures and files of the site. Each is asked of the index and recorded, and
// a mark or another address is given in its place. Which addresses there are, trees and raw HTML say (`treeReferences.ts`).

import { isActive } from '../base/activeFiles.js';
import { shownWidth, WIDE } from '../base/columns.js';
import type { RuleId } from '../base/diagnostics.js';
import { withoutUser } from '../base/remoteName.js';
import { decode, encodeUrl } from '../base/siteLookup.js';
import { cut } from '../base/text/cut.js';
import type { AnchorRef, Article, PictureRef, PictureSlot, Piece, Place, RemoteRef } from '../types.js';
import { attributeName, type Holds, holds, withAddresses } from './addressAttributes.js';
import type { FileTarget } from './fileAddresses.js';
import type { Target } from './foreign/mark.js';
import type { Lookups } from './lookups.js';
import type { RenderOptions } from './options.js';
import type { Say } from './reporters.js';
import { markOfSlot } from './slotMarks.js';
import { wrongAddress } from './wrongAddress.js';

/** Where an address is in the text. */
export interface Origin {
  readonly place: Place | undefined;
  /** Whether a dead one is a warning at most: it is in the markup of another tool, or no reader follows it. */
  readonly isLenient?: boolean;
}

/** What replaces a picture: a mark, or the address of an `<img>`. */
export interface PictureReference {
  readonly slot?: string;
  readonly address: string;
}

/** Addresses of other hosts. */
const WEB = /^(?:https?:)?\/\//i;

/** Paths as Windows and other systems have them, of a writer's own folders. */
const OF_MACHINE = /^(?:[a-z]:[\\/]|\/(?:Users|home)\/[^/]+\/)/i;

export class References {
  readonly slots: Exclude<Piece, string>[] = [];
  readonly anchors: AnchorRef[] = [];
  readonly pictures: PictureRef[] = [];
  /** Pictures of other sites that are to be fetched. */
  readonly remotes: RemoteRef[] = [];
  readonly files = new Set<string>();
  coverFound: Pick<Article, 'cover' | 'coverAddress'> = {};

  /** @param text the whole file */
  constructor(
    private readonly text: string,
    private readonly lookups: Lookups,
    private readonly options: RenderOptions,
    private readonly say: Say,
  ) {}

  /** What an attribute holds, with marks or addresses in place of what was written. */
  attribute(held: Holds, written: string, origin: Origin): string {
    switch (held) {
      case 'file':
        return /^\s*(?:#|data:)/i.test(written) ? written : this.file(written, origin);
      case 'files':
        return this.srcset(written, origin);
      case 'link':
        return this.link(written, origin);
      // Hosts answer to forms that they know, and some citations are names: nothing fails.
      case 'mention':
        return this.link(written, { ...origin, isLenient: true });
      default:
        return this.styles(written, origin);
    }
  }

  /** Styles with addresses of files written out: a page's policy names styles by the hash of their text. */
  styles(written: string, origin: Origin): string {
    return withAddresses(written, (address) => this.addressOf(address, origin));
  }

  private addressOf(written: string, origin: Origin): string {
    const target = this.find('file', written, origin);
    if (target.kind !== 'file' || !this.isPublished(target.path)) return written;
    this.files.add(target.path);
    return encodeUrl((this.options.own[0]?.base ?? '') + target.url) + target.suffix;
  }

  /** Counts what the markup of another tool names as used, and tells of what is missing. Nothing of it is shown, so nothing fails. */
  mention(targets: readonly Target[], place: Place): void {
    const origin: Origin = { place, isLenient: true };
    for (const { kind, written } of targets) {
      if (kind === 'page') {
        const target = this.lookups.link(this.lookups.named(written, 'link'));
        if (target.kind === 'file') this.files.add(target.path);
        if (target.kind === 'dead') this.dead(`no page or file at "${this.asWritten(written)}"`, target, origin);
      } else {
        const target = this.find(kind, this.lookups.named(written, 'file'), origin);
        if (target.kind === 'file' && this.isPublished(target.path)) this.files.add(target.path);
      }
    }
  }

  /** Resolves the picture that stands for the article when it is shared. */
  cover(written: string, place: Place | undefined): void {
    const target = this.findPicture(written, { place });
    if (target.kind === 'file') {
      this.coverFound = { cover: target.path };
      this.pictures.push({ path: target.path, shown: WIDE.width, isCover: true, ...(place && { place }) });
    } else if (target.kind !== 'missing' && WEB.test(written) && !wrongAddress(written, true))
      this.coverFound = { coverAddress: withoutUser(written) };
    else if (target.kind === 'elsewhere') this.unusableCover(written, place);
  }

  /** Tells of a cover that is neither a file nor on the web; an empty one, as of a theme’s template, is none. */
  private unusableCover(written: string, place: Place | undefined): void {
    if (written.trim() === '') return;
    const { reason, note } = wrongAddress(written, true) ?? {
      reason: `the cover "${cut(written, 40)}" cannot be the picture of a shared post`,
      note: 'put the picture into a file',
    };
    this.say(place, 'link/address', reason, { note });
  }

  /**
   * The mark for a link, or the address as it was written where it leads elsewhere or nowhere.
   * @param isMeant whether the writer means an address that no one can follow
   */
  link(written: string, origin: Origin, isMeant = false): string {
    const { place } = origin;
    const target = this.lookups.link(written);
    if (target.kind === 'elsewhere') {
      this.checkAddress(written, place, isMeant);
      return written;
    }
    if (target.kind === 'dead') {
      const { expected } = target;
      const note =
        target.note ?? (expected.length === 0 ? 'link to a page of this site, or to a file in content/ or images/' : undefined);
      this.dead(`no page or file at "${this.asWritten(written)}"`, { expected, note }, origin);
      return this.nowhere(written, target);
    }
    if (target.kind === 'file' && !this.isPublished(target.path)) return this.nowhere(written, target);
    if (target.kind === 'file') this.files.add(target.path);
    else if (target.id) this.anchors.push({ url: target.url, id: target.id, ...(place && { place }) });
    if (target.respelt) {
      const reason = `"${this.asWritten(written)}" differs in spelling from its target`;
      this.complain('link/spelling', reason, { expected: [target.url] }, origin);
    }
    return this.mark({ type: 'link', url: target.url, suffix: target.suffix });
  }

  /** The mark for a picture of the site; where it is none, or is missing, the address for the `<img>`. */
  picture(written: string, alt: string, attributes: { [name: string]: string }, origin: Origin): PictureReference {
    const { place } = origin;
    const target = this.findPicture(written, origin);
    if (target.kind === 'elsewhere') this.checkAddress(written, place, written.trim() !== '');
    if (target.kind === 'elsewhere' || target.kind === 'remote') return { address: withoutUser(written) };
    if (target.kind === 'missing') return { address: this.nowhere(written, target) };
    const eager = this.slots.every(({ type }) => type !== 'picture');
    const { dark: one, 'data-dark': other, dataDark = one ?? other, ...rest } = attributes;
    const dark = dataDark ? this.find('picture', dataDark, origin) : undefined;
    for (const [name, value] of Object.entries(rest)) {
      const held = value ? holds('*', attributeName(name)) : undefined;
      // A mark within what a mark stands for would be filled by nobody.
      if (held === 'styles') rest[name] = this.styles(value, origin);
      else if (held === 'file') rest[name] = this.addressOf(value, origin);
    }
    const shown = shownWidth(rest);
    const at = { shown, ...(place && { place }) };
    this.pictures.push({ path: target.path, ...at });
    if (dark?.kind === 'file') this.pictures.push({ path: dark.path, ...at });
    const slot: PictureSlot = {
      type: 'picture',
      path: target.path,
      alt,
      attributes: rest,
      eager,
      ...(dark?.kind === 'file' && { dark: dark.path }),
    };
    return { slot: this.mark(slot), address: written };
  }

  /** Tells of a picture without alternative text. */
  noAlt(written: string, place: Place | undefined): void {
    const note = 'describe it: `![…](…)`; or mark it as decoration: `{alt=""}`';
    this.say(place, 'picture/alt', `the picture "${this.asWritten(written)}" has no alternative text`, { note });
  }

  /** Tells of an address elsewhere that can lead no reader anywhere. */
  checkAddress(written: string, place: Place | undefined, isMeant = false): void {
    const wrong = wrongAddress(written, isMeant);
    if (wrong) this.say(place, 'link/address', wrong.reason, { note: wrong.note });
  }

  /** Finds a picture; one on another host is fetched, or the writer is told. */
  private findPicture(written: string, origin: Origin): FileTarget {
    const { place } = origin;
    const target = this.find('picture', written, origin);
    if (target.kind === 'remote') this.remotes.push({ url: written, path: target.path, ...(place && { place }) });
    if (target.kind === 'elsewhere' && WEB.test(written) && !wrongAddress(written, true)) {
      const reason = `this picture is hosted on another site and may disappear: ${this.asWritten(written)}`;
      const note = 'keep a copy in images/, or set `images: {remote: localise}` in content/site.yaml to download it';
      this.complain('picture/remote', reason, { note }, origin);
    }
    return target;
  }

  /** The mark for a file that is published as it is, or its address as written where it lies elsewhere. */
  private file(written: string, origin: Origin): string {
    const target = this.find('file', written, origin);
    if (target.kind === 'elsewhere') this.checkAddress(written, origin.place);
    if (target.kind === 'elsewhere' || target.kind === 'remote') return withoutUser(written);
    if (target.kind === 'missing' || !this.isPublished(target.path)) return this.nowhere(written, target);
    this.files.add(target.path);
    return this.mark({ type: 'link', url: target.url, suffix: target.suffix });
  }

  /** The candidates of a `srcset` (HTML, section 4.8.4.2.1), each published as it is. */
  srcset(written: string, origin: Origin): string {
    return written.replace(/([^\s,]\S*[^\s,]|[^\s,])(\s+[\d.]+[wx])?(?=\s*(?:,|$))/g, (_all, address: string, size = '') => {
      return this.file(address, origin) + size;
    });
  }

  /** Whether a file is published; if not, the plan says so. */
  private isPublished(path: string): boolean {
    return !this.options.safe || !isActive(path);
  }

  private find(ask: 'picture' | 'file', written: string, origin: Origin): FileTarget {
    const target = this.lookups.file(written);
    if (target.kind === 'elsewhere' || target.kind === 'remote') return target;
    if (target.kind === 'file') {
      const reason = `"${this.asWritten(written)}" is not spelled like the file`;
      if (target.respelt) this.complain('picture/spelling', reason, { expected: [target.path] }, origin);
      return target;
    }
    const shown = this.asWritten(written);
    const note = OF_MACHINE.test(shown)
      ? 'this is a path of one machine: put the file into content/ or images/'
      : 'looked beside the post, at the root of the site, and in images/';
    const advice = { expected: target.expected, note };
    if (ask === 'picture') this.complain('picture/missing', `missing picture "${shown}"`, advice, origin);
    else this.dead(`no file "${shown}"`, advice, origin);
    return target;
  }

  /** An address as it is in the text, where the reader of its dialect has encoded letters and backslashes. */
  private asWritten(address: string): string {
    const plain = address.includes('%') ? decode(address) : undefined;
    return plain !== undefined && plain !== address && this.text.includes(plain) ? plain : address;
  }

  private dead(reason: string, advice: Advice, origin: Origin): void {
    this.complain('link/dead', reason, advice, origin);
  }

  private complain(rule: RuleId, reason: string, { expected = [], note }: Advice, { place, isLenient }: Origin): void {
    const isSetTo = rule.startsWith('picture/') ? this.options.pictures === 'warn' : this.options.links === 'warn';
    this.say(place, rule, reason, {
      expected: expected.map(inAddress),
      ...(note !== undefined && { note }),
      ...((isSetTo || isLenient) && { severity: 'warning' }),
    });
  }

  private mark(slot: Exclude<Piece, string>): string {
    this.slots.push(slot);
    return markOfSlot(this.slots.length - 1);
  }

  /**
   * The address of what does not exist: where it would be, so that a feed can write it absolute. Below a base path, a
   * rooted address may lie outside of the site, and stays as it was written.
   */
  private nowhere(written: string, { url, suffix }: { readonly url: string; readonly suffix: string }): string {
    return this.options.own[0]?.base && written.startsWith('/') ? written : this.mark({ type: 'link', url, suffix });
  }
}

/** What a writer may do about an address. */
interface Advice {
  readonly expected?: readonly string[];
  readonly note?: string | undefined;
}

/** A path as a writer has to spell it in an address: what would end it, or be taken for an escape, is encoded. */
function inAddress(path: string): string {
  return path.replace(/[#?]|%(?=[0-9a-f]{2})/gi, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
}
