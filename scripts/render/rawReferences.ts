// Addresses in raw HTML. Its text stays as it was written, but for marks in place of addresses and of whole pictures.

import { type RawAttribute, type RawTag, rawTags } from '../base/text/rawHtml.js';
import { type Holds, holds } from './addressAttributes.js';
import { blockedIn } from './blocked.js';
import type { Raw } from './brokenHtml.js';
import type { RenderOptions } from './options.js';
import { placeInRaw } from './places.js';
import type { Origin, PictureReference, References } from './references.js';
import type { Say } from './reporters.js';

const SCRIPT = /<script\b/i;

export class RawReferences {
  /** Ids that tags give. */
  readonly ids: string[] = [];
  /** Whether a `<picture>` of the writer's own is open, which an earlier piece of HTML may have opened: files in it stay as they are. */
  private inPicture = false;

  /** @param text the whole file */
  constructor(
    private readonly text: string,
    private readonly references: References,
    private readonly options: Pick<RenderOptions, 'safe' | 'allow'>,
    private readonly say: Say,
  ) {}

  resolveIn(node: Raw): void {
    let value = '';
    let done = 0;
    const replace = (start: number, end: number, text: string) => {
      value += node.value.slice(done, start) + text;
      done = end;
    };
    let pictureEnd = this.inPicture ? closing(node.value, 0) : 0;
    this.inPicture = pictureEnd === Number.POSITIVE_INFINITY;
    for (const tag of rawTags(node.value)) {
      this.addIds(tag);
      if (tag.name === 'picture') {
        pictureEnd = closing(node.value, tag.end);
        this.inPicture = pictureEnd === Number.POSITIVE_INFINITY;
      }
      const origin = (): Origin => ({ place: placeInRaw(this.text, node, tag) });
      if (!this.options.safe) this.reportBlocked(node, tag, origin);
      if (isUnplayable(tag) && !SCRIPT.test(this.text)) {
        const end = tag.start + 1 + tag.name.length;
        replace(end, end, ' controls');
      }
      const src = tag.attributes.get('src');
      if (tag.name === 'img' && src?.value.trim() === '') this.references.checkAddress('', origin().place);
      const picture = tag.name === 'img' && src?.value.trim() && tag.start >= pictureEnd ? this.picture(tag, origin) : undefined;
      if (picture?.slot !== undefined) replace(tag.start, tag.end, picture.slot);
      // In the order in which they are there: what is replaced is copied from left to right.
      else
        for (const { held, attribute } of addressesIn(tag)) {
          const isPicture = attribute === src && picture;
          const address = isPicture ? picture.address : this.references.attribute(held, attribute.value, origin());
          if (address !== attribute.value) replace(attribute.start, attribute.end, quoted(address, attribute, node.value));
        }
      const styles = tag.name === 'style' ? node.value.slice(tag.end, closing(node.value, tag.end, 'style')) : '';
      const resolved = styles && this.references.styles(styles, origin());
      if (resolved !== styles) replace(tag.end, tag.end + styles.length, resolved);
    }
    node.value = value + node.value.slice(done);
  }

  private addIds({ name, attributes }: RawTag): void {
    for (const each of name === 'a' ? ['id', 'name'] : ['id']) {
      const id = attributes.get(each)?.value;
      if (id) this.ids.push(id);
    }
  }

  private picture({ attributes }: RawTag, origin: () => Origin): PictureReference {
    const given = Object.fromEntries([...attributes].map(([name, { value: text }]) => [name, text]));
    const { src = '', srcset = '', sizes: _sizes, alt, ...rest } = given;
    // Its pictures are made from the first; the others are not shown, and nobody should be told to delete them.
    if (srcset) this.references.srcset(srcset, origin());
    if (alt === undefined) this.references.noAlt(src, origin().place);
    return this.references.picture(src, alt ?? '', rest, origin());
  }

  /** Tells of what the policy of the page blocks. */
  private reportBlocked({ value }: Raw, tag: RawTag, origin: () => Origin): void {
    const content = () => value.slice(tag.end, closing(value, tag.end, tag.name));
    for (const { reason, note } of blockedIn(tag, content, this.options.allow))
      this.say(origin().place, 'html/script', reason, { note });
  }
}

/** An address as the value of an attribute. A space that was written as `&#32;` would end a value without quotes. */
function quoted(address: string, { start, value: written }: RawAttribute, html: string): string {
  const isQuoted = /["']/.test(html[start - 1] ?? '');
  return isQuoted || !/\s/.test(written) ? address : `"${address}"`;
}

/** Whether nobody could play a film or a sound: editors show buttons whether or not the text asks for them. */
function isUnplayable({ name, attributes }: RawTag): boolean {
  if (name !== 'video' && name !== 'audio') return false;
  return ![...attributes.keys()].some((each) => /^(?:controls|autoplay|hidden|on\w+)$/.test(each));
}

/** Where the element that is open at an offset ends: infinity where that is not in this piece. */
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
