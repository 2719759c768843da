// The interface of a picture format: names, signature, removal of metadata, encoding. A format is one file in this folder and one
// line in `table.ts`; all other code uses the table.

/** Reads bytes of a file at an offset; returns fewer at its end. */
export type Read = (at: number, length: number) => Buffer;

/** Options of sharp's method that is named like the format. */
type Options = { readonly [name: string]: string | number | boolean };

export interface PictureFormat {
  /** Name with an article, as in "it is …". */
  readonly description: `${'a' | 'an'} ${string}`;
  /** File extensions in lower case. Files that the program makes get the first. */
  readonly extensions: readonly [string, ...string[]];
  readonly rareExtensions?: readonly string[];
  readonly mediaType: `image/${string}`;
  /** Browsers that support it. A small picture in a format that all browsers support gets no variants. */
  readonly shownBy: 'all' | 'new' | 'none';
  /** Matches the first bytes of a file, read as Latin-1. */
  readonly signature?: RegExp;
  /** Matches the brands of an ISO media file (ISO/IEC 14496-12, section 4.3). */
  readonly brands?: RegExp;
  /** `itself` if browsers support it as a favicon; `source` if a favicon must be made from it. */
  readonly favicon?: 'itself' | 'source';
  /** Cameras write this format, with colours at half the resolution. */
  readonly isPhotographic?: true;
  /** Several pages are a document, of which the first is shown, not an animation. */
  readonly isPaged?: true;
  /** Set if sharp reads all frames. Animations are encoded as WebP `always`, or only if they become `narrower`. */
  readonly animated?: 'always' | 'narrower';
  /** True for an animation of which sharp reads only one frame. */
  readonly isAnimated?: (read: Read) => boolean;
  /**
   * Returns the file without its metadata. Pixels do not change; a truncated picture keeps the pixels that it has. Without this
   * function, metadata is removed by decoding the picture and encoding it again.
   * @throws if the file's structure cannot be parsed
   */
  readonly strip?: (file: Buffer) => Uint8Array;
  /** libvips refuses some files that browsers show, so they are stripped before it opens them. */
  readonly mustStripToOpen?: true;
  /** Options for encoding a picture again in this format to remove its metadata. */
  readonly reencode?: Options;
  /** Encodes variants in this format; absent if there are none. */
  readonly encoder?: Encoder;
}

/** How variants in a format are encoded. */
export interface Encoder {
  /** Maximum length of a side in pixels. */
  readonly maxSide: number;
  /** Set if the format is offered before the fallback whenever it is smaller. */
  readonly isOffered?: true;
  /** Set if the format has no alpha channel. */
  readonly isOpaque?: true;
  /** Default of `images: {quality: …}`; absent if the format has no such setting. */
  readonly quality?: number;
  /** Encodings by name: functions from a quality to sharp's options. The first is named like the format. */
  readonly encodings: { readonly [name: string]: (quality: number) => Options };
  /** Name of the encoding for photographs. */
  readonly photographs?: string;
  /** Name of an encoding to try in addition for drawings. */
  readonly drawings?: string;
}

/** Makes the error for a file whose structure cannot be parsed. */
export function damaged(): Error {
  return new Error('the file is truncated or damaged');
}
