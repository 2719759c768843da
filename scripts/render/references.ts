// Resolves the addresses in an article to pages, pictures and files of the site. Each lookup is recorded, and a mark or another address
// takes its place. `treeReferences.ts` and `rawReferences.ts` find the addresses.

import { isActive } from '../base/activeFiles.js';
import { shownWidth, WIDE } from '../base/columns.js';
import type { RuleId } from '../base/diagnostics.js';
import { withoutUser } from '../base/remoteName.js';
import { decode, encodeUrl } from '../base/siteLookup.js';
import { cut } from '../base/text/cut.js';
import type { AnchorRef, Article, PictureRef, PictureSlot, Piece, Place, RemoteRef } from '../types.js';
import { type AddressKind, addressKind, attributeName, withAddresses } from './addressAttributes.js';
import type { FileTarget } from './fileAddresses.js';
import type { Target } from './foreign/mark.js';
import type { Lookups } from './lookups.js';
import type { RenderOptions } from './options.js';
import type { ReportProblem } from './reporters.js';
import { markOfSlot } from './slotMarks.js';
import { wrongAddress } from './wrongAddress.js';

/** The occurrence of an address in the text. */
export interface Occurrence {
  readonly place: Place | undefined;
  /** True if a dead address is only a warning: it is in markup of another tool, or readers don't follow it. */
  readonly isLenient?: boolean;
}

/** The replacement of a picture: a mark, or the address for an `<img>`. */
export interface PictureReference {
  readonly slot?: string;
  readonly address: string;
}

/** Address with a host. */
const WEB = /^(?:https?:)?\/\//i;

/** Absolute path of a file on the writer's own machine. */
const LOCAL_PATH = /^(?:[a-z]:[\\/]|\/(?:Users|home)\/[^/]+\/)/i;

export class References {
  readonly slots: Exclude<Piece, string>[] = [];
  readonly anchors: AnchorRef[] = [];
  readonly pictures: PictureRef[] = [];
  /** Pictures of other sites to download. */
  readonly remotes: RemoteRef[] = [];
  readonly files = new Set<string>();
  coverFields: Pick<Article, 'cover' | 'coverAddress'> = {};

  /** @param text the whole file */
  constructor(
    private readonly text: string,
    private readonly lookups: Lookups,
    private readonly options: RenderOptions,
    private readonly reportProblem: ReportProblem,
  ) {}

  /** Resolves the addresses in an attribute. Returns its value with marks or other addresses in their place. */
  attribute(kind: AddressKind, written: string, occurrence: Occurrence): string {
    switch (kind) {
      case 'file':
        return /^\s*(?:#|data:)/i.test(written) ? written : this.file(written, occurrence);
      case 'files':
        return this.srcset(written, occurrence);
      case 'link':
        return this.link(written, occurrence);
      // A form's address may be known to the host alone, and some citations are names, so a dead one is not an error.
      case 'mention':
        return this.link(written, { ...occurrence, isLenient: true });
      default:
        return this.styles(written, occurrence);
    }
  }

  /** Resolves the files in styles to plain addresses: a page's policy contains the hash of the final text. */
  styles(written: string, occurrence: Occurrence): string {
    return withAddresses(written, (address) => this.addressOf(address, occurrence));
  }

  private addressOf(written: string, occurrence: Occurrence): string {
    const target = this.findFile('file', written, occurrence);
    if (target.kind !== 'file' || !this.isPublished(target.path)) return written;
    this.files.add(target.path);
    return encodeUrl((this.options.own[0]?.base ?? '') + target.url) + target.suffix;
  }

  /** Marks files named by markup of another tool as used, and warns about missing ones. None of it is shown, so there are no errors. */
  mention(targets: readonly Target[], place: Place): void {
    const occurrence: Occurrence = { place, isLenient: true };
    for (const { kind, written } of targets) {
      if (kind === 'page') {
        const target = this.lookups.link(this.lookups.named(written, 'link'));
        if (target.kind === 'file') this.files.add(target.path);
        if (target.kind === 'dead') this.reportDead(`no page or file at "${this.asWritten(written)}"`, target, occurrence);
      } else {
        const target = this.findFile(kind, this.lookups.named(written, 'file'), occurrence);
        if (target.kind === 'file' && this.isPublished(target.path)) this.files.add(target.path);
      }
    }
  }

  /** Resolves the picture that represents the article when it is shared. */
  cover(written: string, place: Place | undefined): void {
    const target = this.findPicture(written, { place });
    if (target.kind === 'file') {
      this.coverFields = { cover: target.path };
      this.pictures.push({ path: target.path, shown: WIDE.width, isCover: true, ...(place && { place }) });
    } else if (target.kind !== 'missing' && WEB.test(written) && !wrongAddress(written, true))
      this.coverFields = { coverAddress: withoutUser(written) };
    else if (target.kind === 'elsewhere') this.unusableCover(written, place);
  }

  /** Reports a cover that is neither a file nor on the web. An empty one, left from a template, is ignored. */
  private unusableCover(written: string, place: Place | undefined): void {
    if (written.trim() === '') return;
    const { reason, note } = wrongAddress(written, true) ?? {
      reason: `the cover "${cut(written, 40)}" cannot be the picture of a shared post`,
      note: 'put the picture into a file',
    };
    this.reportProblem(place, 'link/address', reason, { note });
  }

  /**
   * Returns the mark for a link, or the address as written if it leads elsewhere or nowhere.
   * @param isIntended true if the writer shows the address as it is, so that it need not work
   */
  link(written: string, occurrence: Occurrence, isIntended = false): string {
    const { place } = occurrence;
    const target = this.lookups.link(written);
    if (target.kind === 'elsewhere') {
      this.checkAddress(written, place, isIntended);
      return written;
    }
    if (target.kind === 'dead') {
      const { expected } = target;
      const note =
        target.note ?? (expected.length === 0 ? 'link to a page of this site, or to a file in content/ or images/' : undefined);
      this.reportDead(`no page or file at "${this.asWritten(written)}"`, { expected, note }, occurrence);
      return this.missingTarget(written, target);
    }
    if (target.kind === 'file' && !this.isPublished(target.path)) return this.missingTarget(written, target);
    if (target.kind === 'file') this.files.add(target.path);
    else if (target.id) this.anchors.push({ url: target.url, id: target.id, ...(place && { place }) });
    if (target.respelt) {
      const reason = `"${this.asWritten(written)}" differs in spelling from its target`;
      this.reportBySettings('link/spelling', reason, { expected: [target.url] }, occurrence);
    }
    return this.addSlot({ type: 'link', url: target.url, suffix: target.suffix });
  }

  /** Returns the mark for a picture of the site, or the address for the `<img>` if it is missing or on another site. */
  picture(written: string, alt: string, attributes: { [name: string]: string }, occurrence: Occurrence): PictureReference {
    const { place } = occurrence;
    const target = this.findPicture(written, occurrence);
    if (target.kind === 'elsewhere') this.checkAddress(written, place, written.trim() !== '');
    if (target.kind === 'elsewhere' || target.kind === 'remote') return { address: withoutUser(written) };
    if (target.kind === 'missing') return { address: this.missingTarget(written, target) };
    const eager = this.slots.every(({ type }) => type !== 'picture');
    const { dark: one, 'data-dark': other, dataDark = one ?? other, ...rest } = attributes;
    const dark = dataDark ? this.findFile('picture', dataDark, occurrence) : undefined;
    for (const [name, value] of Object.entries(rest)) {
      const kind = value ? addressKind('*', attributeName(name)) : undefined;
      // No mark here: nobody fills a mark inside a slot.
      if (kind === 'styles') rest[name] = this.styles(value, occurrence);
      else if (kind === 'file') rest[name] = this.addressOf(value, occurrence);
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
    return { slot: this.addSlot(slot), address: written };
  }

  /** Reports a picture without alternative text. */
  reportMissingAlt(written: string, place: Place | undefined): void {
    const note = 'describe it: `![…](…)`; or mark it as decoration: `{alt=""}`';
    this.reportProblem(place, 'picture/alt', `the picture "${this.asWritten(written)}" has no alternative text`, { note });
  }

  /** Reports an external address that no reader can follow. */
  checkAddress(written: string, place: Place | undefined, isIntended = false): void {
    const wrong = wrongAddress(written, isIntended);
    if (wrong) this.reportProblem(place, 'link/address', wrong.reason, { note: wrong.note });
  }

  /** Finds a picture. A picture on another site is downloaded or reported, depending on the settings. */
  private findPicture(written: string, occurrence: Occurrence): FileTarget {
    const { place } = occurrence;
    const target = this.findFile('picture', written, occurrence);
    if (target.kind === 'remote') this.remotes.push({ url: written, path: target.path, ...(place && { place }) });
    if (target.kind === 'elsewhere' && WEB.test(written) && !wrongAddress(written, true)) {
      const reason = `this picture is hosted on another site and may disappear: ${this.asWritten(written)}`;
      const note = 'keep a copy in images/, or set `images: {remote: localise}` in content/site.yaml to download it';
      this.reportBySettings('picture/remote', reason, { note }, occurrence);
    }
    return target;
  }

  /** Returns the mark for a file that is published as it is, or its address as written if it is on another site. */
  private file(written: string, occurrence: Occurrence): string {
    const target = this.findFile('file', written, occurrence);
    if (target.kind === 'elsewhere') this.checkAddress(written, occurrence.place);
    if (target.kind === 'elsewhere' || target.kind === 'remote') return withoutUser(written);
    if (target.kind === 'missing' || !this.isPublished(target.path)) return this.missingTarget(written, target);
    this.files.add(target.path);
    return this.addSlot({ type: 'link', url: target.url, suffix: target.suffix });
  }

  /** Resolves the candidates of a `srcset` (HTML, section 4.8.4.2.1), which are published as they are. */
  srcset(written: string, occurrence: Occurrence): string {
    return written.replace(/([^\s,]\S*[^\s,]|[^\s,])(\s+[\d.]+[wx])?(?=\s*(?:,|$))/g, (_all, address: string, size = '') => {
      return this.file(address, occurrence) + size;
    });
  }

  /** True if a file is published. The plan reports the others. */
  private isPublished(path: string): boolean {
    return !this.options.safe || !isActive(path);
  }

  private findFile(ask: 'picture' | 'file', written: string, occurrence: Occurrence): FileTarget {
    const target = this.lookups.file(written);
    if (target.kind === 'elsewhere' || target.kind === 'remote') return target;
    if (target.kind === 'file') {
      const reason = `"${this.asWritten(written)}" is not spelled like the file`;
      if (target.respelt) this.reportBySettings('picture/spelling', reason, { expected: [target.path] }, occurrence);
      return target;
    }
    const shown = this.asWritten(written);
    const note = LOCAL_PATH.test(shown)
      ? 'this is a path on one machine: put the file into content/ or images/'
      : 'looked beside the post, at the root of the site, and in images/';
    const advice = { expected: target.expected, note };
    if (ask === 'picture') this.reportBySettings('picture/missing', `missing picture "${shown}"`, advice, occurrence);
    else this.reportDead(`no file "${shown}"`, advice, occurrence);
    return target;
  }

  /** Returns an address as the text has it: its dialect's reader may have encoded letters and backslashes. */
  private asWritten(address: string): string {
    const plain = address.includes('%') ? decode(address) : undefined;
    return plain !== undefined && plain !== address && this.text.includes(plain) ? plain : address;
  }

  private reportDead(reason: string, advice: Advice, occurrence: Occurrence): void {
    this.reportBySettings('link/dead', reason, advice, occurrence);
  }

  private reportBySettings(
    rule: RuleId,
    reason: string,
    { expected = [], note }: Advice,
    { place, isLenient }: Occurrence,
  ): void {
    const isSetTo = rule.startsWith('picture/') ? this.options.pictures === 'warn' : this.options.links === 'warn';
    this.reportProblem(place, rule, reason, {
      expected: expected.map(inAddress),
      ...(note !== undefined && { note }),
      ...((isSetTo || isLenient) && { severity: 'warning' }),
    });
  }

  private addSlot(slot: Exclude<Piece, string>): string {
    this.slots.push(slot);
    return markOfSlot(this.slots.length - 1);
  }

  /**
   * Returns a mark for a missing page or file, with the address that it would have, so that a feed can make it absolute. Below a base
   * path, a rooted address may be outside the site, and stays as written.
   */
  private missingTarget(written: string, { url, suffix }: { readonly url: string; readonly suffix: string }): string {
    return this.options.own[0]?.base && written.startsWith('/') ? written : this.addSlot({ type: 'link', url, suffix });
  }
}

/** Suggestions for the writer about an address. */
interface Advice {
  readonly expected?: readonly string[];
  readonly note?: string | undefined;
}

/** Returns a path as it must be written in an address: characters that would end it or form an escape are encoded. */
function inAddress(path: string): string {
  return path.replace(/[#?]|%(?=[0-9a-f]{2})/gi, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
}
