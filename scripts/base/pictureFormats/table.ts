// All picture formats, and what follows from their rows.

import { avif } from './avif.js';
import type { Encoder, PictureFormat } from './format.js';
import { gif } from './gif.js';
import { jpeg } from './jpeg.js';
import { png } from './png.js';
import { svg } from './svg.js';
import { tiff } from './tiff.js';
import { webp } from './webp.js';

/**
 * The formats, by the names of sharp's methods. An icon is looked for in this order. Of formats that are offered, each is offered
 * only where it is smaller than those before it.
 */
const TABLE = { svg, png, webp, avif, jpeg, gif, tiff } as const;

export type Format = keyof typeof TABLE;
/** Formats that hold pixels. */
export type PixelFormat = Exclude<Format, 'svg'>;
type WithEncoder = { [name in Format]: (typeof TABLE)[name] extends { encoder: Encoder } ? name : never }[Format];
type EncoderOf<name extends WithEncoder> = (typeof TABLE)[name]['encoder'];
/** Formats that are offered before the fallback. */
export type Offered = { [name in WithEncoder]: EncoderOf<name> extends { isOffered: true } ? name : never }[WithEncoder];
/** Formats whose quality can be set. */
export type WithQuality = { [name in WithEncoder]: EncoderOf<name> extends { quality: number } ? name : never }[WithEncoder];
/** How pixels are written: a format, and in which of its ways. */
export type Encoding = { [name in WithEncoder]: keyof EncoderOf<name>['ways'] }[WithEncoder];

export const FORMATS: { readonly [name in Format]: PictureFormat } = TABLE;

const names = Object.keys(FORMATS) as Format[];
const formats = Object.values(FORMATS);

function encoderOf(name: Format): Encoder | undefined {
  return FORMATS[name].encoder;
}

/** Formats that are offered, the one that most browsers show first. */
export const OFFERED: readonly Offered[] = names.filter((name): name is Offered => encoderOf(name)?.isOffered === true);

/** Default qualities, of formats that are offered first. */
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
    return Object.entries(encoder?.ways ?? {}).map(([way, options]) => [way, { format, encoder, options }] as const);
  }),
) as {
  readonly [encoding in Encoding]: {
    readonly format: Format;
    readonly encoder: Encoder;
    readonly options: Encoder['ways'][string];
  };
};

/** How pictures are encoded in a format; undefined if they are not. */
export function encodingFor(format: Format, isPhotograph: boolean): Encoding | undefined {
  const encoder = encoderOf(format);
  return encoder && (((isPhotograph && encoder.photographs) || format) as Encoding | undefined);
}

/** The format that files with an ending are made in. */
export function formatOfEnding(ending: string): Format | undefined {
  return names.find((name) => FORMATS[name].endings[0] === ending);
}

function endingsOf({ endings, rareEndings = [] }: PictureFormat): readonly string[] {
  return [...endings, ...rareEndings];
}

/** All endings of pictures, small. */
export const ALL_ENDINGS: ReadonlySet<string> = new Set(formats.flatMap(endingsOf));

/** Usual endings of pictures. */
export const USUAL_ENDINGS: readonly string[] = formats.flatMap(({ endings }) => endings);

/** Usual endings of pictures with pixels that browsers show. Media types of them end so too. */
export const WEB_PIXEL_ENDINGS: readonly string[] = formats
  .filter((format) => format !== FORMATS.svg && format.shownBy !== 'none')
  .flatMap(({ endings }) => endings);

/** Whether a file's name ends as those of its format do; one without an ending says nothing wrong. */
export function isNamedRightly(path: string, format: Format): boolean {
  const ending = endingOf(path);
  return ending === undefined || endingsOf(FORMATS[format]).includes(ending);
}

/** The ending of a file's name, small and without the dot. */
export function endingOf(path: string): string | undefined {
  return /\.([^./]+)$/.exec(path)?.[1]?.toLowerCase();
}
