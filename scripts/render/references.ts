// Links, pictures and other files of one article: resolved against the site, recorded, and replaced by marks.

import type { Element, ElementContent, Nodes, Properties, Root, RootContent } from 'hast';
import { isActive } from '../base/activeFiles.js';
import { shownWidth, WIDE } from '../base/columns.js';
import { placeAt, problem, type RuleId } from '../base/diagnostics.js';
import { contentFile } from '../base/inputFolders.js';
import { withoutUser } from '../base/remoteName.js';
import { decode, encodeUrl, type SiteLookup } from '../base/siteLookup.js';
import { cut } from '../base/text/cut.js';
import { type RawAttribute, type RawTag, rawTags } from '../base/text/rawHtml.js';
import { walk } from '../markdown/walk.js';
import type {
  AnchorRef,
  Article,
  Diagnostic,
  Lookup,
  PictureRef,
  PictureSlot,
  Piece,
  Place,
  RemoteRef,
  Source,
} from '../types.js';
import { type Holds, holds, withAddresses } from './addressAttributes.js';
import { blockedIn } from './blocked.js';
import type { Raw } from './brokenHtml.js';
import { type FileTarget, resolveFile } from './fileAddresses.js';
import { FOREIGN } from './foreign/apart.js';
import type { Target } from './foreign/mark.js';
import { type LinkTarget, resolveLink } from './links.js';
import { readName, sizeOf } from './names.js';
import { plainText } from './plainText.js';
import type { SiteUrls } from './siteUrls.js';
import { markOfSlot } from './slotMarks.js';
import { answerOfName } from './trace.js';
import { wrongAddress } from './wrongAddress.js';

interface Severities extends SiteUrls {
  readonly links: 'error' | 'warn';
  readonly pictures: 'error' | 'warn';
  /** Origins whose scripts the writer allows. */
  readonly allow: readonly string[];
  readonly safe?: boolean;
}

/** The address of a page. */
const PAGE = /(?:\.html|\/)$/;

/** An address with a size after it. */
const SIZE = /(?:\s|%20)=(\d*)x(\d*)$/;

/** Addresses of other hosts. */
const WEB = /^(?:https?:)?\/\//i;

/** Paths as Windows and other systems have them, of a writer's own folders. */
const OF_MACHINE = /^(?:[a-z]:[\\/]|\/(?:Users|home)\/[^/]+\/)/i;

const SCRIPT = /<script\b/i;

/** Whether nobody could play a film or a sound: editors show buttons whether or not the text asks for them. */
function isUnplayable({ name, attributes }: RawTag): boolean {
  if (name !== 'video' && name !== 'audio') return false;
  return ![...attributes.keys()].some((each) => /^(?:controls|autoplay|hidden|on\w+)$/.test(each));
}

export class References {
  readonly slots: Exclude<Piece, string>[] = [];
  readonly problems: Diagnostic[] = [];
  readonly lookups: Lookup[] = [];
  readonly anchors: AnchorRef[] = [];
  readonly pictures: PictureRef[] = [];
  /** Pictures of other sites that are to be fetched. */
  readonly remotes: RemoteRef[] = [];
  readonly files = new Set<string>();
  /** Ids that raw HTML gives. */
  readonly ids: string[] = [];
  coverFound: Pick<Article, 'cover' | 'coverAddress'> = {};
  /** What the link in a film or sound leads to, which is the film itself. */
  private readonly films = new Map<Element, { readonly written: string; readonly address: string }>();
  private inPicture = false;
  /** Whether what is resolved is in the markup of another tool. */
  private isForeign = false;
  private readonly answers = new Map<string, string>();

  constructor(
    private readonly source: Source,
    private readonly text: string,
    private readonly lookup: SiteLookup,
    private readonly options: Severities,
    answers: readonly Lookup[],
  ) {
    for (const { ask, key, answer } of answers) this.answers.set(`${ask} ${key}`, answer);
  }

  /** Whether a link to nowhere is a warning. */
  get areLinksWarnings(): boolean {
    return this.options.links === 'warn';
  }

  /** Resolves what the tree refers to and puts marks in its place. */
  resolveIn(tree: Root): void {
    walk<Nodes>(tree, (node, index, parent) => {
      this.isForeign = node.type === 'element' && FOREIGN in node.properties;
      if (node.type === 'raw') this.raw(node as Raw);
      if (node.type !== 'element') return;
      const place = placeOf(node);
      delete node.properties[FOREIGN];
      if (node.tagName === 'a' && typeof node.properties.href === 'string') {
        const { href } = node.properties;
        const film = parent.type === 'element' ? this.films.get(parent) : undefined;
        const target = isWikilink(node) || this.isForeign ? this.named(href, 'link') : href;
        if (isWordless(node)) this.wordless(href, place);
        node.properties.href = film?.written === href ? film.address : this.link(target, place, isMeant(node));
      } else if (node.tagName === 'img' && typeof node.properties.src === 'string') {
        const replacement = this.image(node, place);
        if (replacement) (parent.children as RootContent[])[index] = replacement as RootContent;
      } else {
        for (const [name, written] of Object.entries(node.properties)) {
          const attribute = /^(?:style|src|href|data|cite|poster|action|background)$/.test(name) ? name : attributeOf(name);
          const held = holds(node.tagName, attribute);
          if (held === undefined || typeof written !== 'string' || !written) continue;
          node.properties[name] = this.resolved(held, written, place);
          if (name === 'src') this.films.set(node, { written, address: String(node.properties[name]) });
        }
      }
    });
  }

  /** What an attribute holds, with marks or addresses in place of what was written. */
  private resolved(held: Holds, written: string, place: Place | undefined): string {
    switch (held) {
      case 'file':
        return /^\s*(?:#|data:)/i.test(written) ? written : this.file(written, place);
      case 'files':
        return this.srcset(written, place);
      case 'link':
        return this.link(written, place);
      case 'mention':
        return this.mentioned(written, place);
      default:
        return withAddresses(written, (address) => this.addressOf(address, place));
    }
  }

  /** An address that no reader follows, so that nothing fails: hosts answer to forms that they know, and some cite a name. */
  private mentioned(written: string, place: Place | undefined): string {
    this.isForeign = true;
    const address = this.link(written, place);
    this.isForeign = false;
    return address;
  }

  /** The address of a file, written out: in styles, for instance, which a page's policy names by the hash of their text. */
  private addressOf(written: string, place: Place | undefined): string {
    const target = this.find('file', written, place);
    if (target.kind !== 'file' || !this.isPublished(target.path)) return written;
    this.files.add(target.path);
    return encodeUrl((this.options.own[0]?.base ?? '') + target.url) + target.suffix;
  }

  /** Counts what the markup of another tool names as used, and tells of what is missing. Nothing of it is shown, so nothing fails. */
  mention(targets: readonly Target[], place: Place): void {
    this.isForeign = true;
    for (const { kind, written } of targets) {
      if (kind === 'page') {
        const target = this.ask('link', this.named(written, 'link'), resolveLink);
        if (target.kind === 'file') this.files.add(target.path);
        if (target.kind === 'dead')
          this.complain(place, 'link/dead', `no page or file at "${this.asWritten(written)}"`, target.expected, target.note);
      } else {
        const target = this.find(kind, this.named(written, 'file'), place);
        if (target.kind === 'file' && this.isPublished(target.path)) this.files.add(target.path);
      }
    }
    this.isForeign = false;
  }

  /** Resolves the picture that stands for the article when it is shared. */
  cover(written: string, place: Place | undefined): void {
    const target = this.findPicture(written, place);
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
      reason: `the cover "${cut(written, 40)}" is no address that a post can be shared with`,
      note: 'put the picture into a file',
    };
    this.problems.push(problem(contentFile(this.source.path), place, 'link/address', reason, { note }));
  }

  private image(node: Element, place: Place | undefined): ElementContent | Raw | undefined {
    if (isWikilink(node)) {
      const embedded = this.embedded(node, place);
      if (embedded) return embedded;
    }
    const { src, alt, ...rest } = node.properties;
    const sized = this.sized(String(src), place);
    const written = sized?.address ?? String(src);
    const text = String(alt ?? '');
    if (text === '' && !this.isAltWritten(node)) this.noAlt(written, place);
    const { slot, address } = this.picture(written, text, { ...sized?.size, ...attributesOf(rest) }, place);
    if (slot) return { type: 'raw', value: slot };
    node.properties.src = address;
    node.properties.loading ??= 'lazy';
    node.properties.decoding ??= 'async';
    return undefined;
  }

  /** `![[name|title]]`: gives a picture its address and size; a page is not put into another one, but linked to. */
  private embedded(node: Element, place: Place | undefined): Element | undefined {
    const { src, alt } = node.properties;
    const written = String(src);
    const target = this.named(written, 'file');
    const title = String(alt ?? '');
    if (PAGE.test(target.replace(/#.*$/, ''))) {
      const href = this.link(target, place);
      return {
        type: 'element',
        tagName: 'a',
        properties: { href, className: ['wikilink'] },
        children: [{ type: 'text', value: title }],
      };
    }
    const size = sizeOf(title);
    node.properties.src = target;
    if (size) Object.assign(node.properties, size, { alt: readName(written).name.replace(/\.[^.]*$/, '') });
    return undefined;
  }

  /** The address that a wikilink means: its own where that leads somewhere, or that of the page or file of its name. */
  private named(written: string, ask: 'link' | 'file'): string {
    const target = ask === 'link' ? this.ask(ask, written, resolveLink) : this.ask(ask, written, resolveFile);
    // In the name of a page these are characters, and nothing is wrong with how it is spelt.
    if ((target.kind === 'page' || target.kind === 'file') && target.respelt && /[%#?]/.test(written))
      return `${encodeUrl(target.url)}${target.suffix}`;
    if (target.kind !== 'dead' && target.kind !== 'missing') return written;
    const { name, fragment } = readName(written);
    if (name === '') return fragment || written;
    const key = `name ${name}`;
    const answer = this.answers.get(key) ?? JSON.stringify(answerOfName(name, this.lookup));
    this.lookups.push({ ask: 'name', key: name, answer });
    const { url } = JSON.parse(answer) as ReturnType<typeof answerOfName>;
    return url === undefined ? (decode(written) ?? written) : `${url}${fragment}`;
  }

  /** `x.jpg =300x200`, as some editors write a size: the address and the size, where such a picture is there. */
  private sized(written: string, place: Place | undefined): { address: string; size: { [name: string]: string } } | undefined {
    const found = SIZE.exec(written);
    if (!found) return undefined;
    const [, width = '', height = ''] = found;
    const address = written.slice(0, found.index).replace(/(?<!\s|%20)(?:\s|%20)+$/, '');
    if (!address || this.ask('file', written, resolveFile).kind !== 'missing') return undefined;
    const size = { ...(width && { width }), ...(height && { height }) };
    const given = Object.entries(size).map(([name, value]) => `${name}=${value}`);
    const note = `Pandoc writes it as attributes: \`![…](${address}){${given.join(' ')}}\``;
    this.problems.push(
      problem(
        contentFile(this.source.path),
        place,
        'picture/size',
        `the text after "${address}" is read as its width and height`,
        { note },
      ),
    );
    return { address, size };
  }

  private raw(node: Raw): void {
    let value = '';
    let done = 0;
    // Inside a `<picture>` of the writer's own, which may have been opened in an earlier piece of HTML, files stay as they are.
    let pictureEnd = this.inPicture ? closing(node.value, 0) : 0;
    this.inPicture = pictureEnd === Number.POSITIVE_INFINITY;
    for (const tag of rawTags(node.value)) {
      for (const name of tag.name === 'a' ? ['id', 'name'] : ['id']) {
        const id = tag.attributes.get(name)?.value;
        if (id) this.ids.push(id);
      }
      if (tag.name === 'picture') {
        pictureEnd = closing(node.value, tag.end);
        this.inPicture = pictureEnd === Number.POSITIVE_INFINITY;
      }
      const place = () => this.placeInRaw(node, tag);
      if (!this.options.safe) this.blocked(node, tag, place);
      const replace = (start: number, end: number, text: string) => {
        value += node.value.slice(done, start) + text;
        done = end;
      };
      // A space that was written as `&#32;` is in what fills the slot, and would end a value without quotes.
      const replaceValue = ({ start, end, value: written }: RawAttribute, text: string) => {
        const isQuoted = /["']/.test(node.value[start - 1] ?? '');
        replace(start, end, isQuoted || !/\s/.test(written) ? text : `"${text}"`);
      };
      if (isUnplayable(tag) && !SCRIPT.test(this.text)) {
        const end = tag.start + 1 + tag.name.length;
        replace(end, end, ' controls');
      }
      const src = tag.attributes.get('src');
      if (tag.name === 'img' && src?.value.trim() === '') this.checkAddress('', place());
      const picture =
        tag.name === 'img' && src?.value.trim() && tag.start >= pictureEnd ? this.rawPicture(tag, place) : undefined;
      if (picture?.slot !== undefined) replace(tag.start, tag.end, picture.slot);
      // In the order in which they are there: what is replaced is copied from left to right.
      else
        for (const { held, attribute } of addressesIn(tag)) {
          const address = attribute === src && picture ? picture.address : this.resolved(held, attribute.value, place());
          if (address !== attribute.value) replaceValue(attribute, address);
        }
      const styles = tag.name === 'style' ? node.value.slice(tag.end, closing(node.value, tag.end, 'style')) : '';
      const resolved = withAddresses(styles, (address) => this.addressOf(address, place()));
      if (resolved !== styles) replace(tag.end, tag.end + styles.length, resolved);
    }
    node.value = value + node.value.slice(done);
  }

  private rawPicture({ attributes }: RawTag, place: () => Place | undefined): { slot?: string; address: string } {
    const given = Object.fromEntries([...attributes].map(([name, { value: text }]) => [name, text]));
    const { src = '', srcset = '', sizes: _sizes, alt, ...rest } = given;
    // Its pictures are made from the first; the others are not shown, and nobody should be told to delete them.
    if (srcset) this.srcset(srcset, place());
    if (alt === undefined) this.noAlt(src, place());
    return this.picture(src, alt ?? '', rest, place());
  }

  /** Tells of what the policy of the page blocks. */
  private blocked({ value }: Raw, tag: RawTag, place: () => Place | undefined): void {
    const content = () => value.slice(tag.end, closing(value, tag.end, tag.name));
    for (const { reason, note } of blockedIn(tag, content, this.options.allow))
      this.problems.push(problem(contentFile(this.source.path), place(), 'html/script', reason, { note }));
  }

  /** The mark for a link, or the address as it was written where it leads elsewhere or nowhere. */
  private link(written: string, place: Place | undefined, isMeant = false): string {
    const target = this.ask('link', written, resolveLink);
    if (target.kind === 'elsewhere') {
      this.checkAddress(written, place, isMeant);
      return written;
    }
    if (target.kind === 'dead') {
      const note =
        target.note ??
        (target.expected.length === 0 ? 'link to a page of this site, or to a file in content/ or images/' : undefined);
      this.complain(place, 'link/dead', `no page or file at "${this.asWritten(written)}"`, target.expected, note);
      return this.nowhere(written, target);
    }
    if (target.kind === 'file' && !this.isPublished(target.path)) return this.nowhere(written, target);
    if (target.kind === 'file') this.files.add(target.path);
    else if (target.id) this.anchors.push({ url: target.url, id: target.id, ...(place && { place }) });
    if (target.respelt)
      this.complain(place, 'link/spelling', `"${this.asWritten(written)}" differs in spelling from its target`, [target.url]);
    return this.mark(target.url, target.suffix);
  }

  /** The mark for a picture of the site; where it is none, or is missing, the address for the `<img>`. */
  private picture(
    written: string,
    alt: string,
    attributes: { [name: string]: string },
    place: Place | undefined,
  ): { slot?: string; address: string } {
    const target = this.findPicture(written, place);
    if (target.kind === 'elsewhere') this.checkAddress(written, place, written.trim() !== '');
    if (target.kind === 'elsewhere' || target.kind === 'remote') return { address: withoutUser(written) };
    if (target.kind === 'missing') return { address: this.nowhere(written, target) };
    const eager = this.slots.every(({ type }) => type !== 'picture');
    const { dark: one, 'data-dark': other, dataDark = one ?? other, ...rest } = attributes;
    const dark = dataDark ? this.find('picture', dataDark, place) : undefined;
    for (const [name, value] of Object.entries(rest)) {
      const held = value ? holds('*', attributeOf(name)) : undefined;
      // A mark within what a mark stands for would be filled by nobody.
      if (held === 'styles') rest[name] = this.resolved(held, value, place);
      else if (held === 'file') rest[name] = this.addressOf(value, place);
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
    return { slot: this.markOf(slot), address: written };
  }

  private wordless(href: string, place: Place | undefined): void {
    const note = 'write its text between the brackets: `[text](address)`';
    this.problems.push(
      problem(contentFile(this.source.path), place, 'link/text', `the link to "${href}" has no text, so nobody sees it`, {
        note,
      }),
    );
  }

  /** Tells of an address elsewhere that can lead no reader anywhere. */
  private checkAddress(written: string, place: Place | undefined, isMeant = false): void {
    const wrong = wrongAddress(written, isMeant);
    if (wrong)
      this.problems.push(problem(contentFile(this.source.path), place, 'link/address', wrong.reason, { note: wrong.note }));
  }

  /** Finds a picture; one on another host is fetched, or the writer is told. */
  private findPicture(written: string, place: Place | undefined): FileTarget {
    const target = this.find('picture', written, place);
    if (target.kind === 'remote') this.remotes.push({ url: written, path: target.path, ...(place && { place }) });
    if (target.kind === 'elsewhere' && WEB.test(written) && !wrongAddress(written, true)) {
      const note = 'keep a copy in images/, or set `images: {remote: localise}` in content/site.yaml to download it';
      this.complain(
        place,
        'picture/remote',
        `this picture is hosted on another site and may disappear: ${this.asWritten(written)}`,
        [],
        note,
      );
    }
    return target;
  }

  /** An address as it is in the text, where the reader of its dialect has encoded letters and backslashes. */
  private asWritten(address: string): string {
    const plain = address.includes('%') ? decode(address) : undefined;
    return plain !== undefined && plain !== address && this.text.includes(plain) ? plain : address;
  }

  /** Whether the writer said that a picture has nothing to say: `![](x.png){alt=""}`. */
  private isAltWritten({ position }: Element): boolean {
    const [start, end] = [position?.start.offset, position?.end.offset];
    return start !== undefined && end !== undefined && /\balt\s*=/i.test(this.text.slice(start, end));
  }

  private noAlt(written: string, place: Place | undefined): void {
    const note = 'describe it: `![…](…)`; or mark it as decoration: `{alt=""}`';
    this.problems.push(
      problem(
        contentFile(this.source.path),
        place,
        'picture/alt',
        `the picture "${this.asWritten(written)}" has no alternative text`,
        {
          note,
        },
      ),
    );
  }

  /** The mark for a file that is published as it is, or its address as written where it lies elsewhere. */
  private file(written: string, place: Place | undefined): string {
    const target = this.find('file', written, place);
    if (target.kind === 'elsewhere') this.checkAddress(written, place);
    if (target.kind === 'elsewhere' || target.kind === 'remote') return withoutUser(written);
    if (target.kind === 'missing' || !this.isPublished(target.path)) return this.nowhere(written, target);
    this.files.add(target.path);
    return this.mark(target.url, target.suffix);
  }

  /** Whether a file is published; if not, the plan says so. */
  private isPublished(path: string): boolean {
    return !this.options.safe || !isActive(path);
  }

  /** The candidates of a `srcset` (HTML, section 4.8.4.2.1), each published as it is. */
  private srcset(written: string, place: Place | undefined): string {
    return written.replace(/([^\s,]\S*[^\s,]|[^\s,])(\s+[\d.]+[wx])?(?=\s*(?:,|$))/g, (_all, address: string, size = '') => {
      return this.file(address, place) + size;
    });
  }

  private find(ask: 'picture' | 'file', written: string, place: Place | undefined): FileTarget {
    const target = this.ask('file', written, resolveFile);
    if (target.kind === 'elsewhere' || target.kind === 'remote') return target;
    if (target.kind === 'file') {
      const reason = `"${this.asWritten(written)}" is spelt otherwise than the file`;
      if (target.respelt) this.complain(place, 'picture/spelling', reason, [target.path]);
      return target;
    }
    const shown = this.asWritten(written);
    const isOfMachine = OF_MACHINE.test(shown);
    const where = isOfMachine
      ? 'this is a path of one machine: put the file into content/ or images/'
      : 'looked beside the post, at the root of the site, and in images/';
    if (ask === 'picture') this.complain(place, 'picture/missing', `missing picture "${shown}"`, target.expected, where);
    else this.complain(place, 'link/dead', `no file "${shown}"`, target.expected, where);
    return target;
  }

  /** Asks the site index, unless the answer is known, and records it. */
  private ask<Target extends LinkTarget | FileTarget>(
    ask: Lookup['ask'],
    written: string,
    resolve: (written: string, from: Source, lookup: SiteLookup, options: Severities) => Target,
  ): Target {
    const known = this.answers.get(`${ask} ${written}`);
    const target = known === undefined ? resolve(written, this.source, this.lookup, this.options) : (JSON.parse(known) as Target);
    if (target.kind !== 'elsewhere') this.lookups.push({ ask, key: written, answer: known ?? JSON.stringify(target) });
    return target;
  }

  private complain(place: Place | undefined, rule: RuleId, reason: string, expected: readonly string[], note?: string): void {
    const isSetTo = rule.startsWith('picture/') ? this.options.pictures === 'warn' : this.options.links === 'warn';
    this.problems.push(
      problem(contentFile(this.source.path), place, rule, reason, {
        expected: expected.map(inAddress),
        ...(note !== undefined && { note }),
        ...((isSetTo || this.isForeign) && { severity: 'warning' }),
      }),
    );
  }

  private mark(url: string, suffix: string): string {
    return this.markOf({ type: 'link', url, suffix });
  }

  private markOf(slot: Exclude<Piece, string>): string {
    this.slots.push(slot);
    return markOfSlot(this.slots.length - 1);
  }

  /**
   * The address of what does not exist: where it would be, so that a feed can write it absolute. Below a base path, a
   * rooted address may lie outside of the site, and stays as it was written.
   */
  private nowhere(written: string, { url, suffix }: { readonly url: string; readonly suffix: string }): string {
    return this.options.own[0]?.base && written.startsWith('/') ? written : this.mark(url, suffix);
  }

  /** Where a tag of a raw node stands. The node's text lacks the prefixes of quotes and lists, so its line is searched. */
  placeInRaw(node: Raw, tag: RawTag): Place | undefined {
    const start = node.position?.start;
    if (start?.offset === undefined) return undefined;
    const written = node.value.slice(tag.start, tag.end).split('\n', 1)[0] ?? '';
    const linesBefore = node.value.slice(0, tag.start).split('\n').length - 1;
    let offset = start.offset;
    for (let line = 0; line < linesBefore; line++) offset = this.text.indexOf('\n', offset) + 1;
    const at = this.text.indexOf(written, linesBefore === 0 ? start.offset + tag.start : offset);
    return at < 0 ? placeAt(this.text, offset) : placeAt(this.text, at, at + written.length);
  }
}

/** Where the `<picture>` that is open at an offset ends: infinity where that is not in this piece. */
function closing(html: string, from: number, name = 'picture'): number {
  const end = html.toLowerCase().indexOf(`</${name}`, from);
  return end < 0 ? Number.POSITIVE_INFINITY : end;
}

/** The attributes of a tag that hold addresses, in the order in which they stand. */
function addressesIn({ name: tag, attributes }: RawTag): { readonly held: Holds; readonly attribute: RawAttribute }[] {
  const found = [...attributes].flatMap(([name, attribute]) => {
    const held = holds(tag, name);
    return held === undefined || (held !== 'link' && !attribute.value.trim()) ? [] : [{ held, attribute }];
  });
  return found.sort((a, b) => a.attribute.start - b.attribute.start);
}

/** The name that an attribute has in HTML: `dataSrc` is `data-src`. */
function attributeOf(property: string): string {
  return property
    .replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
    .replace(/^(src|form)-(set|action)$/, '$1$2')
    .toLowerCase();
}

/** Whether a writer means an address that no one can follow: one that is shown, or none at a target of links. */
function isMeant(link: Element): boolean {
  const { href, id } = link.properties;
  return href === plainText([link]) || (href === '' && id !== undefined);
}

/** Whether a link has nothing that can be seen, and is no target of others either. */
function isWordless(link: Element): boolean {
  let hasContent = false;
  walk<Nodes>(link, (node) => {
    hasContent ||=
      (node.type as string) === 'raw' || (node.type === 'element' && !/^(?:span|em|strong|b|i|a)$/.test(node.tagName));
  });
  return !hasContent && plainText(link.children) === '' && link.properties.id === undefined;
}

/** A path as a writer has to spell it in an address: what would end it, or be taken for an escape, is encoded. */
function inAddress(path: string): string {
  return path.replace(/[#?]|%(?=[0-9a-f]{2})/gi, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
}

function isWikilink({ properties: { className } }: Element): boolean {
  return Array.isArray(className) && className.includes('wikilink');
}

function placeOf(node: Element): Place | undefined {
  const { position } = node;
  if (!position) return undefined;
  const { start, end } = position;
  return { line: start.line, column: start.column, endLine: end.line, endColumn: end.column };
}

/** hast's property values as attribute texts. */
function attributesOf(properties: Properties): { [name: string]: string } {
  const attributes: { [name: string]: string } = {};
  for (const [name, value] of Object.entries(properties)) {
    if (value === null || value === undefined || value === false) continue;
    attributes[name === 'className' ? 'class' : name] = Array.isArray(value)
      ? value.join(' ')
      : value === true
        ? ''
        : String(value);
  }
  return attributes;
}
