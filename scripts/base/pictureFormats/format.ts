// A picture format: names, signature, how metadata is removed, how pictures are encoded. A format is one file in this folder
// and one line in `table.ts`; everything else asks the table.

/** Bytes of a file at an offset; fewer than asked for at the end. */
export type Read = (at: number, length: number) => Buffer;

/** Options of sharp's method that is named like the format. */
type Options = { readonly [name: string]: string | number | boolean };

export interface PictureFormat {
  /** Completes "it is …". */
  readonly called: `${'a' | 'an'} ${string}`;
  /** Endings of file names. Files that we make get the first. */
  readonly endings: readonly [string, ...string[]];
  readonly rareEndings?: readonly string[];
  readonly mediaType: `image/${string}`;
  /** Browsers that show it. A small picture in a format that all browsers show is published as it is. */
  readonly shownBy: 'all' | 'new' | 'none';
  /** Tells the format by the first bytes of a file, read as Latin-1. */
  readonly signature?: RegExp;
  /** Tells the format by the brands of a file in boxes (ISO/IEC 14496-12, section 4.3). */
  readonly brands?: RegExp;
  /** Whether browsers show such a favicon as it is (`itself`), or only one that is made of it (`source`). */
  readonly favicon?: 'itself' | 'source';
  /** Cameras write it, with colours at half the resolution. */
  readonly isPhotographic?: true;
  /** Several pages are a document, of which the first is shown, and not an animation. */
  readonly isPaged?: true;
  /** sharp reads all frames. Animations are encoded as WebP `always`, or only when they get `narrower`. */
  readonly animated?: 'always' | 'narrower';
  /** Tells an animation that sharp takes for one picture. */
  readonly isAnimated?: (read: Read) => boolean;
  /**
   * Returns the file without its metadata, pixels untouched; a picture that is cut off keeps the pixels that it has. Without this
   * function, metadata is removed by decoding the picture and encoding it again.
   * @throws if the file's structure cannot be followed
   */
  readonly stripped?: (file: Buffer) => Uint8Array;
  /** libvips refuses files that browsers show, unless they are stripped. */
  readonly isStrippedToOpen?: true;
  /** How a picture in this format is encoded again to remove its metadata. */
  readonly again?: Options;
  /** How files in this format are made of pictures in any; without it, none are. */
  readonly encoder?: Encoder;
}

export interface Encoder {
  /** The longest side that fits, in pixels. */
  readonly longest: number;
  /** Offered before the fallback, where it is smaller. */
  readonly isOffered?: true;
  /** Has no alpha channel. */
  readonly isOpaque?: true;
  /** Default of `images: {quality: …}`; without it, the format has no such setting. */
  readonly quality?: number;
  /** Ways to encode, by name; the first is named like the format. */
  readonly ways: { readonly [name: string]: (quality: number) => Options };
  /** The way for photographs. */
  readonly photographs?: string;
  /** A way that is tried as well for drawings. */
  readonly drawings?: string;
}

/** The structure of a file cannot be followed. */
export function broken(): Error {
  return new Error('the file is truncated or damaged');
}
