// Resolves the addresses in raw HTML. Its text stays as written, except for marks in place of addresses and of whole `<img>` tags.

import { type RawAttribute, type RawTag, rawTags } from '../base/text/rawHtml.js';
import { type AddressKind, addressKind } from './addressAttributes.js';
import { blockedIn } from './blocked.js';
import type { Raw } from './brokenHtml.js';
import type { RenderOptions } from './options.js';
import { placeInRaw } from './places.js';
import type { Occurrence, PictureReference, References } from './references.js';
import type { ReportProblem } from './reporters.js';

const SCRIPT = /<script\b/i;

export class RawReferences {
  /** Ids in tags. */
  readonly ids: string[] = [];
  /** True inside a `<picture>`, which an earlier raw node may have opened. Its files stay as they are. */
  private inPicture = false;

  /** @param text the whole file */
  constructor(
    private readonly text: string,
    private readonly references: References,
    private readonly options: Pick<RenderOptions, 'safe' | 'allow'>,
    private readonly reportProblem: ReportProblem,
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
      const occurrence = (): Occurrence => ({ place: placeInRaw(this.text, node, tag) });
      if (!this.options.safe) this.reportBlocked(node, tag, occurrence);
      if (isUnplayable(tag) && !SCRIPT.test(this.text)) {
        const end = tag.start + 1 + tag.name.length;
        replace(end, end, ' controls');
      }
      const src = tag.attributes.get('src');
      if (tag.name === 'img' && src?.value.trim() === '') this.references.checkAddress('', occurrence().place);
      const picture =
        tag.name === 'img' && src?.value.trim() && tag.start >= pictureEnd ? this.picture(tag, occurrence) : undefined;
      if (picture?.slot !== undefined) replace(tag.start, tag.end, picture.slot);
      // In the order of the text, since it is copied from left to right.
      else
        for (const { kind, attribute } of addressesIn(tag)) {
          const isPicture = attribute === src && picture;
          const address = isPicture ? picture.address : this.references.attribute(kind, attribute.value, occurrence());
          if (address !== attribute.value) replace(attribute.start, attribute.end, quoted(address, attribute, node.value));
        }
      const styles = tag.name === 'style' ? node.value.slice(tag.end, closing(node.value, tag.end, 'style')) : '';
      const resolved = styles && this.references.styles(styles, occurrence());
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

  private picture({ attributes }: RawTag, occurrence: () => Occurrence): PictureReference {
    const values = Object.fromEntries([...attributes].map(([name, { value: text }]) => [name, text]));
    const { src = '', srcset = '', sizes: _sizes, alt, ...rest } = values;
    // Variants are made from `src` alone. The files of `srcset` still count as used, so that nobody is told to delete them.
    if (srcset) this.references.srcset(srcset, occurrence());
    if (alt === undefined) this.references.reportMissingAlt(src, occurrence().place);
    return this.references.picture(src, alt ?? '', rest, occurrence());
  }

  /** Reports what the page's policy blocks. */
  private reportBlocked({ value }: Raw, tag: RawTag, occurrence: () => Occurrence): void {
    const content = () => value.slice(tag.end, closing(value, tag.end, tag.name));
    for (const { reason, note } of blockedIn(tag, content, this.options.allow))
      this.reportProblem(occurrence().place, 'html/script', reason, { note });
  }
}

/** Quotes an address as the value of an attribute, if needed: an unquoted value may have contained a space as `&#32;`. */
function quoted(address: string, { start, value: written }: RawAttribute, html: string): string {
  const isQuoted = /["']/.test(html[start - 1] ?? '');
  return isQuoted || !/\s/.test(written) ? address : `"${address}"`;
}

/** True for media without controls, which nobody could play. Editors always show controls. */
function isUnplayable({ name, attributes }: RawTag): boolean {
  if (name !== 'video' && name !== 'audio') return false;
  return ![...attributes.keys()].some((each) => /^(?:controls|autoplay|hidden|on\w+)$/.test(each));
}

/** Returns the index of the end tag of the element open at an offset; infinity if it is not in this node. */
function closing(html: string, from: number, name = 'picture'): number {
  const end = html.toLowerCase().indexOf(`</${name}`, from);
  return end < 0 ? Number.POSITIVE_INFINITY : end;
}

/** Returns the attributes of a tag that hold addresses, in their order. */
function addressesIn({ name: tag, attributes }: RawTag): { readonly kind: AddressKind; readonly attribute: RawAttribute }[] {
  const found = [...attributes].flatMap(([name, attribute]) => {
    const kind = addressKind(tag, name);
    return kind === undefined || (kind !== 'link' && !attribute.value.trim()) ? [] : [{ kind, attribute }];
  });
  return found.sort((a, b) => a.attribute.start - b.attribute.start);
}
