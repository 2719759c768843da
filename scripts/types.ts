// The values that pass between the stages. Read this first.
//
// All of it is plain readonly data (no methods, no Maps, no Dates): it can be sent to a worker and written to a
// cache as it is.
//
//   read → Source[] + SiteIndex → render → Article[] → picture → Picture[] → assemble → Plan → publish

/** A day without a time zone, `YYYY-MM-DD`; `00` for an unknown month or day. Sorts as text. */
export type CivilDate = string;

/** A time of day, `HH:MM:SS`, with `Z` or an offset such as `+08:00` if one was written. Sorts as text. */
export type TimeOfDay = string;

/** A range in a file. Lines and columns count from 1, columns in UTF-16 units; the end is exclusive. */
export interface Place {
  readonly line: number;
  readonly column: number;
  readonly endLine?: number;
  readonly endColumn?: number;
}

/** A problem in the content. Fields have the names of vfile-message, which is a class; this is plain data. */
export interface Diagnostic {
  /** From the root of the site, with `/`. */
  readonly file: string;
  readonly place?: Place;
  readonly ruleId: string;
  /** An error (true) fails the build, a warning (false) does not. */
  readonly fatal: boolean;
  readonly reason: string;
  /** What the writer may have meant, nearest first. */
  readonly expected: readonly string[];
  /** What to do, or where titleblock looked. */
  readonly note?: string;
}

// ── read ────────────────────────────────────────────────────────────────────────────────────────────────────────

/** What the title block, the front matter and the file name say of a file. Texts are inline markdown, not yet read. */
export interface Metadata {
  readonly title?: string;
  readonly authors: readonly string[];
  readonly updated?: CivilDate;
  readonly updatedTime?: TimeOfDay;
  readonly description?: string;
  readonly tags: readonly string[];
  /** Each from the outermost to its own. */
  readonly categories?: readonly (readonly string[])[];
  readonly aliases: readonly string[];
  /** Names by which wikilinks know it, besides its title and file name. */
  readonly names?: readonly string[];
  readonly lang?: string;
  readonly toc?: boolean;
  readonly cover?: string;
  readonly coverAlt?: string;
  /** Where it stands among pinned posts: higher first; not pinned without it, or if it is not positive. */
  readonly pinned?: number;
  readonly layout?: string;
  readonly markdown?: string;
  /** Its id in feeds. */
  readonly guid?: string;
  readonly license?: string;
  /** Texts that Pandoc's templates know, as they were written; markdown. */
  readonly subtitle?: string;
  readonly abstract?: string;
  readonly keywords?: readonly string[];
  readonly 'header-includes'?: readonly string[];
  readonly 'include-before'?: readonly string[];
  readonly 'include-after'?: readonly string[];
  readonly 'number-sections'?: boolean;
  readonly 'toc-depth'?: number;
  readonly 'shift-heading-level-by'?: number;
  /** The same in other languages: files or addresses, as they were written. */
  readonly translations?: { readonly [language: string]: string };
  /** Fields that features declare. */
  readonly own?: { readonly [name: string]: unknown };
  /** Fields of `meta` with no meaning here but for templates and plugins. */
  readonly unread?: readonly string[];
  /** Front matter fields that the generator does not know. */
  readonly meta: { readonly [name: string]: unknown };
}

/** Where a metadata field is in its file. */
export type FieldPlaces = { readonly [field: string]: Place };

/** A warning that a writer has looked at and answered. */
export interface Answer {
  readonly rule: string;
  /** A file or folder below `content/`; empty for all. */
  readonly within: string;
  readonly place: Place;
  /** It is in the text of that file, not in site.yaml. */
  readonly inText?: true;
}

/** Limits of a text that is published. */
export interface Visibility {
  /** In no list, feed, sitemap or search. */
  readonly unlisted?: true;
  /** Search engines are asked to leave it out. */
  readonly noindex?: true;
  /** The first day on which it is public. */
  readonly from?: CivilDate;
  /** The first day on which it is not public any more. */
  readonly until?: CivilDate;
}

/** A markdown file of `content/`. */
export interface Source {
  /** Below `content/`, with `/`, letters as on disk. */
  readonly path: string;
  readonly kind: 'post' | 'page';
  /** The address below the site's root, decoded (`/posts/2008-放手.html`). `index.md` has its folder's (`/`). */
  readonly url: string;
  readonly date?: CivilDate;
  /** Time of day of the date, if the header has one. */
  readonly time?: TimeOfDay;
  readonly meta: Metadata;
  readonly places: FieldPlaces;
  /** What the file begins with: front matter in YAML or TOML, or a title block alone. Absent if it has no header. */
  readonly header?: 'yaml' | 'toml' | 'title block';
  /** Where the body begins, in UTF-16 units. */
  readonly bodyOffset: number;
  /** Absent for what everybody may read, list and index at any time. */
  readonly visibility?: Visibility;
  /** A hash of the `_meta.yaml` that it takes fields from. */
  readonly inherited?: string;
  /** Warnings that its text answers. */
  readonly answers?: readonly Answer[];
}

/** An address that was published. */
export interface PublishedUrl {
  /** Decoded, below the site's root. */
  readonly url: string;
  /** The file of its text, below `content/`. */
  readonly file: string;
  /** The id of its entry in feeds; pages have none. */
  readonly id?: string;
  /** Ids on its page that other pages of the site have linked to, sorted. */
  readonly headings?: readonly string[] | undefined;
  /** Where it is in content/urls.yaml. */
  readonly line: number;
}

/** All that later stages may ask about other files. */
export interface SiteIndex {
  /** Newest first. */
  readonly posts: readonly Source[];
  readonly pages: readonly Source[];
  /** Posts and pages that no list, feed, sitemap or search holds. */
  readonly unlisted: readonly Source[];
  /** Files that are not markdown, below `content/` and `images/`; paths from the root, letters as on disk. */
  readonly files: readonly string[];
  /** What content/urls.yaml says was published; absent if there is no such file. */
  readonly published?: readonly PublishedUrl[];
  /** Old addresses that site.yaml redirects, with the page or file of this site that each leads to; itself if it leads elsewhere. */
  readonly redirects?: readonly (readonly [from: string, to: string])[];
  /** Drafts that are shown like all else, by their paths below `content/`. */
  readonly shownDrafts?: readonly string[];
  /** Addresses of drafts and of what is not published on this day: known so that a link to one can be explained. */
  readonly drafts: readonly string[];
  /** Those of them that wait for their day. */
  readonly scheduled?: readonly (readonly [url: string, day: CivilDate])[];
  /** The day on which the site is built, if a text is dated or changed after it: feeds are not dated by such a text. */
  readonly today?: CivilDate;
  /** Whether some text may have wikilinks, which name pages by their titles. */
  readonly wikilinks?: boolean;
  /** Addresses that the generator itself fills (`/posts.html`, `/feeds.xml`…). */
  readonly generated: readonly string[];
}

// ── render ──────────────────────────────────────────────────────────────────────────────────────────────────────

/** A link to something of this site; written with the base path in a page, as an absolute URL in a feed. */
export interface LinkSlot {
  readonly type: 'link';
  /** Decoded address below the site's root. */
  readonly url: string;
  /** `?query` and `#fragment`, as they belong in HTML but for `&`. */
  readonly suffix: string;
}

/** A place where a picture goes. */
export interface PictureSlot {
  readonly type: 'picture';
  /** Path from the root of the site. */
  readonly path: string;
  readonly alt: string;
  /** Attributes that the writer gave, without src, alt and dark. */
  readonly attributes: { readonly [name: string]: string };
  /** The first of the article: loaded at once, the others when they come near. */
  readonly eager: boolean;
  /** The picture that takes its place in the dark. */
  readonly dark?: string;
}

/** HTML, or a place to be filled when it is known what with. */
export type Piece = string | LinkSlot | PictureSlot;

export interface TocEntry {
  readonly id: string;
  readonly depth: number;
  /** Inline HTML without links. */
  readonly html: string;
}

/** Inline markdown, read. */
export interface InlineText {
  /** For the heading of its own page. */
  readonly html: string;
  readonly text: string;
  /** For lists and other pages: without raw HTML, but for tags that mark words. Absent if it is the same. */
  readonly listed?: string;
}

/** What was asked of the site index while rendering, and what came back; a stored article holds while they agree. */
export interface Lookup {
  readonly ask: 'link' | 'file' | 'name';
  /** The address as it was written. */
  readonly key: string;
  /** Where it leads, with all that the article says of it; JSON. */
  readonly answer: string;
}

/** A link with a fragment, to be checked when the ids of all articles are known. */
export interface AnchorRef {
  readonly url: string;
  readonly id: string;
  readonly place?: Place;
}

/** A picture at another site. */
export interface RemoteRef {
  readonly url: string;
  /** Where it lies when it is fetched, from the root of the site. */
  readonly path: string;
  readonly place?: Place;
}

/** A picture that an article shows. */
export interface PictureRef {
  readonly path: string;
  /** CSS pixels that it takes at most. */
  readonly shown: number;
  /** Whether social networks are to show it. */
  readonly isCover?: true;
  readonly place?: Place;
}

/** Code in the raw HTML of an article, as a Content-Security-Policy names it: hashes and origins. */
export interface InlineCode {
  readonly scripts: readonly string[];
  readonly handlers: readonly string[];
  readonly styles: readonly string[];
  readonly frames: readonly string[];
  readonly objects: readonly string[];
  readonly forms: readonly string[];
  readonly fonts: readonly string[];
}

/** What other pages and checks need of a rendered file. */
export interface ArticleHead {
  readonly title: InlineText;
  /** The description, or the beginning of the text: one or two sentences. */
  readonly excerpt: string;
  /** All ids of the body. */
  readonly ids: readonly string[];
  readonly anchors: readonly AnchorRef[];
  readonly pictures: readonly PictureRef[];
  /** Pictures of other sites that are to be fetched. */
  readonly remotes: readonly RemoteRef[];
  /** Files that the body links to. */
  readonly files: readonly string[];
  /** Code in its raw HTML; most articles have none. */
  readonly code?: InlineCode;
  /** The picture named by `cover`. */
  readonly cover?: string;
  /** The address of a cover on another host. */
  readonly coverAddress?: string;
  readonly lookups: readonly Lookup[];
  readonly problems: readonly Diagnostic[];
}

/** Metadata that is markdown, rendered. */
export interface RenderedMetadata {
  readonly subtitle?: InlineText;
  readonly abstract?: readonly Piece[];
  readonly 'header-includes'?: readonly (readonly Piece[])[];
  readonly 'include-before'?: readonly (readonly Piece[])[];
  readonly 'include-after'?: readonly (readonly Piece[])[];
}

/** A markdown file, rendered. */
export interface Article extends ArticleHead {
  /** Absent if there is none. */
  readonly metadata?: RenderedMetadata;
  readonly authors: readonly InlineText[];
  readonly body: readonly Piece[];
  readonly toc: readonly TocEntry[];
  /** How long it takes to read, in minutes. */
  readonly minutes: number;
  /** The words that it uses most. */
  readonly terms: readonly string[];
}

/** A text in another language. */
export interface Translation {
  readonly lang: string;
  /** Decoded below the site's root, or an address elsewhere. */
  readonly url: string;
}

// ── picture ─────────────────────────────────────────────────────────────────────────────────────────────────────

export interface Variant {
  /** Address below the site's root. */
  readonly url: string;
  readonly format: string;
  readonly width: number;
  readonly bytes: number;
  /** Under which its bytes are kept. */
  readonly key: string;
}

/** A picture with the files made of it. */
export interface Picture {
  readonly path: string;
  /** Of the picture itself, upright, in pixels. */
  readonly width: number;
  readonly height: number;
  /** Size of the file the writer keeps. */
  readonly bytes: number;
  /** `<source>`s by format, best first, each by rising width. */
  readonly sources: readonly { readonly mime: string; readonly variants: readonly Variant[] }[];
  readonly fallback: Variant;
  /** A drawing that is a cover, as pixels: social networks show no drawings. */
  readonly pixels?: Variant;
  /** A tiny picture as a data address; empty if none is shown. */
  readonly placeholder: string;
}
