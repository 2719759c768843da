// The table of picture formats, and the types, lists and lookups derived from it.

import { avif } from './avif.js';
import type { Encoder, PictureFormat } from './format.js';
import { gif } from './gif.js';
import { jpeg } from './jpeg.js';
import { png } from './png.js';
import { svg } from './svg.js';
import { tiff } from './tiff.js';
import { webp } from './webp.js';

/**
 * The formats, by the names of sharp's methods. The order decides which icon is used if there are several, and a
 * file in a format is offered only if it is smaller than those offered before it.
 */
const TABLE = { svg, png, webp, avif, jpeg, gif, tiff } as const;

export type Format = keyof typeof TABLE;
/** Formats with pixels. */
export type PixelFormat = Exclude<Format, 'svg'>;
type WithEncoder = { [name in Format]: (typeof TABLE)[name] extends { encoder: Encoder } ? name : never }[Format];
type EncoderOf<name extends WithEncoder> = (typeof TABLE)[name]['encoder'];
/** Formats that are offered before the fallback. */
export type Offered = { [name in WithEncoder]: EncoderOf<name> extends { isOffered: true } ? name : never }[WithEncoder];
/** Formats whose quality is a setting. */
export type WithQuality = { [name in WithEncoder]: EncoderOf<name> extends { quality: number } ? name : never }[WithEncoder];
/** Names of all encodings of all formats. */
export type Encoding = { [name in WithEncoder]: keyof EncoderOf<name>['encodings'] }[WithEncoder];

export const FORMATS: { readonly [name in Format]: PictureFormat } = TABLE;

const names = Object.keys(FORMATS) as Format[];
const formats = Object.values(FORMATS);

function encoderOf(name: Format): Encoder | undefined {
  return FORMATS[name].encoder;
}

/** Formats that are offered, the most widely supported first. */
export const OFFERED: readonly Offered[] = names.filter((name): name is Offered => encoderOf(name)?.isOffered === true);

/** Default qualities; offered formats come first. */
export const QUALITIES = Object.fromEntries(
  [...OFFERED.toReversed(), ...names.filter((name) => !OFFERED.includes(name as Offered))].flatMap((name) => {
    const quality = encoderOf(name)?.quality;
    return quality === undefined ? [] : [[name, quality] as const];
  }),
) as { readonly [name in WithQuality]: number };

/** The format and the options of each encoding. */
export const ENCODINGS = Object.fromEntries(
  names.flatMap((format) => {
    const encoder = encoderOf(format);
    return Object.entries(encoder?.encodings ?? {}).map(([way, options]) => [way, { format, encoder, options }] as const);
  }),
) as {
  readonly [encoding in Encoding]: {
    readonly format: Format;
    readonly encoder: Encoder;
    readonly options: Encoder['encodings'][string];
  };
};

/** Returns the encoding to use for a format; undefined if the program does not encode it. */
export function encodingFor(format: Format, isPhotograph: boolean): Encoding | undefined {
  const encoder = encoderOf(format);
  return encoder && (((isPhotograph && encoder.photographs) || format) as Encoding | undefined);
}

/** Returns the format that the program writes with a file extension. */
export function formatOfExtension(extension: string): Format | undefined {
  return names.find((name) => FORMATS[name].extensions[0] === extension);
}

function extensionsOf({ extensions, rareExtensions = [] }: PictureFormat): readonly string[] {
  return [...extensions, ...rareExtensions];
}

/** All file extensions of pictures, in lower case. */
export const ALL_EXTENSIONS: ReadonlySet<string> = new Set(formats.flatMap(extensionsOf));

/** Usual file extensions of pictures. */
export const USUAL_EXTENSIONS: readonly string[] = formats.flatMap(({ extensions }) => extensions);

/** Usual file extensions of pictures with pixels that browsers support. Each media type ends with one of them. */
export const WEB_PIXEL_EXTENSIONS: readonly string[] = formats
  .filter((format) => format !== FORMATS.svg && format.shownBy !== 'none')
  .flatMap(({ extensions }) => extensions);

/** True if a file has an extension of its format, or none. */
export function hasRightExtension(path: string, format: Format): boolean {
  const extension = extensionOf(path);
  return extension === undefined || extensionsOf(FORMATS[format]).includes(extension);
}

/** Returns the extension of a file name in lower case, without the dot; undefined if it has none. */
export function extensionOf(path: string): string | undefined {
  return /\.([^./]+)$/.exec(path)?.[1]?.toLowerCase();
}
