// Pictures named by templates, stylesheets and site.yaml. They are found in the texts first, made like those of articles, and
// then put in their places.

import { type PlacedPicture, pictureHtml } from '../assemble/pictureHtml.js';
import type { TemplateFiles } from '../assemble/templates.js';
import { href } from '../assemble/urls.js';
import { shownWidth, TEXT, WIDE } from '../base/columns.js';
import { nearest, placeAt, problem } from '../base/diagnostics.js';
import { contentFile, programFile, templateFile } from '../base/inputFolders.js';
import { webp as WEBP } from '../base/pictureFormats/webp.js';
import { decode } from '../base/siteLookup.js';
import { rawTags } from '../base/text/rawHtml.js';
import { CONFIG_FILE, type Config } from '../config/config.js';
import type { NamedFile } from '../config/settingTypes.js';
import { hasReadablePictureExtension } from '../picture/sniff.js';
import { joinPath } from '../render/address.js';
import type { Diagnostic, Picture, PictureRef } from '../types.js';

/** A picture and the file that names it. */
export interface SitePicture extends PictureRef {
  /** From the site's folder. */
  readonly file: string;
}

/** A range of a text to be replaced. */
interface Spot {
  readonly start: number;
  readonly end: number;
  /** Path of the picture. */
  readonly path: string;
  /** Attributes of the `<img>` in a template. */
  readonly attributes?: { readonly [name: string]: string };
}

/** A text and its references to pictures. */
export interface TextWithPictures {
  readonly text: string;
  readonly spots: readonly Spot[];
}

type PictureOf = (path: string) => Picture | undefined;

export class SitePictures {
  readonly pictures: SitePicture[] = [];
  readonly problems: Diagnostic[] = [];
  private readonly inNfc: ReadonlyMap<string, string>;

  /** @param paths all input files */
  constructor(
    private readonly config: Config,
    paths: readonly string[],
  ) {
    this.inNfc = new Map(paths.filter(hasReadablePictureExtension).map((path) => [path.normalize('NFC'), path]));
  }

  /**
   * Finds the picture named by a field of site.yaml.
   * @param shown width in CSS pixels
   */
  named(named: NamedFile | undefined, shown: number): string | undefined {
    if (!named) return undefined;
    const path = this.find(named.path, contentFile(''));
    if (path === undefined) this.reportMissing(CONFIG_FILE, named.place, named.path);
    else this.pictures.push({ file: CONFIG_FILE, path, shown, ...(named.place && { place: named.place }) });
    return path;
  }

  /** Finds the pictures in the `<img>` tags of a template. Addresses with variables are left to the writer. */
  inTemplate(file: string, text: string): TextWithPictures {
    const spots: Spot[] = [];
    // Parsing is slow, and most templates have no pictures.
    const tags = /<img\b/i.test(text) ? rawTags(text) : [];
    for (const { name, attributes, start, end } of tags) {
      const src = attributes.get('src');
      const written = src?.value.replace(/^\$(?:\{\s*base\s*\}|base\$)\//, '/') ?? '';
      if (name !== 'img' || !src || written.includes('$') || isExternal(written)) continue;
      const place = placeAt(text, start, end);
      const path = this.find(written, templateFile(''));
      if (path === undefined) {
        this.reportMissing(file, place, written);
        continue;
      }
      if (!attributes.has('alt')) {
        const note = 'describe it, or use alt="" if it is decoration';
        const reason = `the picture "${written}" has no alternative text`;
        this.problems.push(problem(file, place, 'picture/alt', reason, { note }));
      }
      const given = Object.fromEntries([...attributes].map(([key, { value }]) => [key, value]));
      const { src: _src, srcset: _srcset, sizes: _sizes, ...rest } = given;
      this.pictures.push({ file, path, place, shown: shownWidth(rest) });
      spots.push({ start, end, path, attributes: rest });
    }
    return { text, spots };
  }

  /** Finds the pictures in the `url()`s of a stylesheet. */
  inStylesheet(file: string, text: string): TextWithPictures {
    const spots: Spot[] = [];
    const comments = [...text.matchAll(/\/\*[\s\S]*?\*\//g)].map(({ index, 0: { length } }) => [index, index + length] as const);
    for (const match of text.matchAll(/url\(\s*(?:(?:"([^"\n]*)"|'([^'\n]*)'|([^"'()\s]+))\s*)?\)/gi)) {
      const written = match[1] ?? match[2] ?? match[3] ?? '';
      const start = match.index;
      const end = start + match[0].length;
      if (isExternal(written) || !hasReadablePictureExtension(written.replace(/[?#].*$/, ''))) continue;
      if (comments.some(([from, to]) => start >= from && end <= to)) continue;
      const place = placeAt(text, start, end);
      const path = this.find(written, file.slice(0, file.lastIndexOf('/') + 1));
      if (path === undefined) this.reportMissing(file, place, written);
      else {
        this.pictures.push({ file, path, place, shown: WIDE.width });
        spots.push({ start, end, path });
      }
    }
    return { text, spots };
  }

  /** Searches next to the naming file, then in the places where articles find theirs. */
  private find(written: string, folder: string): string | undefined {
    const bare = written.replace(/[?#].*$/, '');
    const path = (decode(bare) ?? bare).normalize('NFC');
    const beside = path.startsWith('/') ? undefined : joinPath(`/${folder}`, path).slice(1);
    const rooted = joinPath('/', path).slice(1);
    for (const candidate of [beside, beside && programFile(beside), contentFile(rooted), rooted]) {
      const found = candidate === undefined ? undefined : this.inNfc.get(candidate);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  private reportMissing(file: string, place: PictureRef['place'], written: string): void {
    const base = (path: string) => path.slice(path.lastIndexOf('/') + 1);
    const names = new Map([...this.inNfc.keys()].map((path) => [base(path), path]));
    const expected = nearest(base(written), names.keys()).map((name) => names.get(name) as string);
    const note = 'searched next to the file, in content/, and in the site’s root';
    const severity = this.config.pictures === 'warn' ? { severity: 'warning' as const } : {};
    this.problems.push(problem(file, place, 'picture/missing', `missing picture "${written}"`, { expected, note, ...severity }));
  }
}

/** Returns the templates with their pictures as HTML. */
export function withPictures(
  files: TemplateFiles,
  found: ReadonlyMap<string, TextWithPictures>,
  { url }: Config,
  pictureOf: PictureOf,
): TemplateFiles {
  // `$` begins a variable in a template.
  const link = (address: string) => href(url, address).replaceAll('$', '$$$$');
  return files.map(([path, file]) => {
    const { spots = [] } = found.get(path) ?? {};
    const text = replaced(file.text, spots, ({ path: picturePath, attributes = {} }) => {
      const picture = pictureOf(picturePath);
      if (!picture) return undefined;
      const { alt = '', ...rest } = attributes;
      return sitePictureHtml({ path: picturePath, alt, attributes: rest }, picture, link);
    });
    return [path, { ...file, text }] as const;
  });
}

/** Returns a stylesheet with the final addresses of its pictures: WebP, which every browser with these styles supports. */
export function stylesheetWithPictures({ text, spots }: TextWithPictures, { url }: Config, pictureOf: PictureOf): string {
  return replaced(text, spots, ({ path }) => {
    const picture = pictureOf(path);
    if (!picture) return undefined;
    const webp = picture.sources.find(({ mime }) => mime === WEBP.mediaType)?.variants.at(-1);
    return `url("${href(url, (webp ?? picture.fallback).url)}")`;
  });
}

/** Returns the logo for the header of every page. The site's title is beside it, so it has no alternative text. */
export function logoHtml({ url }: Config, picture: Picture): string {
  return sitePictureHtml({ path: picture.path, alt: '', attributes: { class: 'logo' } }, picture, (address) =>
    href(url, address),
  );
}

/** Returns a picture that is on many pages. It has no placeholder, since browsers load it only once. */
function sitePictureHtml(
  slot: Pick<PlacedPicture, 'path' | 'alt' | 'attributes'>,
  picture: Picture,
  link: (address: string) => string,
): string {
  return pictureHtml(
    { ...slot, type: 'picture', eager: undefined },
    { ...picture, placeholder: '' },
    { link, styles: new Map() },
  );
}

/** Maximum width of the logo and the icon in CSS pixels. */
export const LOGO = TEXT.width / 2;
export const FAVICON = 64;

function isExternal(written: string): boolean {
  return written === '' || /^(?:[a-z][a-z0-9+.-]+:|\/\/|#)/i.test(written);
}

function replaced(text: string, spots: readonly Spot[], by: (spot: Spot) => string | undefined): string {
  let made = '';
  let done = 0;
  for (const spot of spots) {
    const replacement = by(spot);
    if (replacement === undefined) continue;
    made += text.slice(done, spot.start) + replacement;
    done = spot.end;
  }
  return made + text.slice(done);
}
