// The values that pass between the stages. Read this first.
//
// All of them are plain readonly data (no methods, Maps or Dates), so they can be sent to a worker and cached as they are.
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
  /** The file, from the site's folder, if it is another than that of the text: data that the text shows. */
  readonly file?: string;
}

/** A problem in the content. Fields have the names of vfile-message, which is a class; this is plain data. */
export interface Diagnostic {
  /** From the site's folder, with `/`. */
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

/** Metadata from the title block, the front matter and the file name. Texts are unparsed inline markdown. */
export interface Metadata {
  readonly title?: string;
  readonly authors: readonly string[];
  readonly updated?: CivilDate;
  readonly updatedTime?: TimeOfDay;
  readonly description?: string;
  readonly tags: readonly string[];
  /** Names of each category from the outermost inwards. */
  readonly categories?: readonly (readonly string[])[];
  readonly aliases: readonly string[];
  /** Names for wikilinks, besides its title and file name. */
  readonly names?: readonly string[];
  readonly lang?: string;
  readonly toc?: boolean;
  readonly cover?: string;
  readonly coverAlt?: string;
  /** Rank among pinned posts: higher first. Not pinned if absent or not positive. */
  readonly pinned?: number;
  readonly layout?: string;
  readonly markdown?: string;
  /** Id in feeds. */
  readonly guid?: string;
  readonly license?: string;
  /** Variables of Pandoc's templates, as written; markdown. */
  readonly subtitle?: string;
  readonly abstract?: string;
  readonly keywords?: readonly string[];
  readonly 'header-includes'?: readonly string[];
  readonly 'include-before'?: readonly string[];
  readonly 'include-after'?: readonly string[];
  readonly 'number-sections'?: boolean;
  readonly 'toc-depth'?: number;
  readonly 'shift-heading-level-by'?: number;
  /** Translations by language: files or addresses, as written. */
  readonly translations?: { readonly [language: string]: string };
  /** Values of fields declared by features. */
  readonly own?: { readonly [name: string]: unknown };
  /** Fields of `meta` that only templates or plugins can use. */
  readonly unread?: readonly string[];
  /** Front matter fields that titleblock does not know. */
  readonly meta: { readonly [name: string]: unknown };
}

/** Place of each metadata field in its file. */
export type FieldPlaces = { readonly [field: string]: Place };

/** A warning that a writer has seen and silenced. */
export interface Answer {
  readonly rule: string;
  /** File or folder below `content/` it applies to; empty for all. */
  readonly within: string;
  readonly place: Place;
  /** Present if it is written in that file and not in site.yaml. */
  readonly inText?: true;
}

/** Restrictions of a published text. */
export interface Visibility {
  /** Left out of lists, feeds, sitemap and search. */
  readonly unlisted?: true;
  /** Search engines are asked not to index it. */
  readonly noindex?: true;
  /** First day on which it is public. */
  readonly from?: CivilDate;
  /** First day on which it is no longer public. */
  readonly until?: CivilDate;
}

/** A markdown file of `content/`. */
export interface Source {
  /** Path below `content/`, with `/`, spelled as on disk. */
  readonly path: string;
  /** `notes` for a file with notes, which are on pages with those of other files. */
  readonly kind: 'post' | 'page' | 'notes';
  /** Language tag, if it belongs to another language of the site than the main one. */
  readonly edition?: string;
  /** Its path without the name of its language: `posts/a.md` for `posts/a.en.md`. Absent if the path names none. */
  readonly unmarked?: string;
  /** Decoded address below the site's root (`/posts/2008-放手.html`). That of `index.md` is its folder's (`/`). */
  readonly url: string;
  readonly date?: CivilDate;
  /** Time of day of the date, if the header has one. */
  readonly time?: TimeOfDay;
  readonly meta: Metadata;
  readonly places: FieldPlaces;
  /** Kind of header: front matter in YAML or TOML, or a title block alone. Absent without a header. */
  readonly header?: 'yaml' | 'toml' | 'title block';
  /** Offset of the body in UTF-16 units. */
  readonly bodyOffset: number;
  /** Absent without restrictions. */
  readonly visibility?: Visibility;
  /** Days of its notes, sorted; absent if it is not a file with notes. */
  readonly days?: readonly CivilDate[];
  /** Days of notes that wait for them and are not shown. */
  readonly waiting?: readonly CivilDate[];
  /** Hash of the `_meta.yaml` from which it inherits fields. */
  readonly inherited?: string;
  /** Warnings silenced in its text. */
  readonly answers?: readonly Answer[];
}

/** A published address, as listed in content/urls.yaml. */
export interface PublishedUrl {
  /** Decoded address below the site's root. */
  readonly url: string;
  /** File of its text, below `content/`. */
  readonly file: string;
  /** Id of its entry in feeds; absent for pages. */
  readonly id?: string;
  /** Heading ids on its page that other pages have linked to, sorted. */
  readonly headings?: readonly string[] | undefined;
  /** Line in content/urls.yaml. */
  readonly line: number;
}

/** The site index: everything that later stages may know about other files. */
export interface SiteIndex {
  /** Newest first. */
  readonly posts: readonly Source[];
  readonly pages: readonly Source[];
  /** Posts and pages that are in no list, feed, sitemap or search. */
  readonly unlisted: readonly Source[];
  /** Files with notes; absent if there are none. */
  readonly notes?: readonly Source[];
  /** Other files below `content/` and `images/`: paths from the root, spelled as on disk. */
  readonly files: readonly string[];
  /** Entries of content/urls.yaml; absent if there is no such file. */
  readonly published?: readonly PublishedUrl[];
  /**
   * Redirects in site.yaml: each old address with the page or file of the site it leads to, or with itself if it leads elsewhere.
   */
  readonly redirects?: readonly (readonly [from: string, to: string])[];
  /** Paths below `content/` of drafts that are shown. */
  readonly shownDrafts?: readonly string[];
  /** Addresses of drafts and of texts that are not published today, to explain links to them. */
  readonly drafts: readonly string[];
  /** Those among them that are scheduled. */
  readonly scheduled?: readonly (readonly [url: string, day: CivilDate])[];
  /** Day of the build; set if a text is dated or updated later. The dates of feeds ignore such texts. */
  readonly today?: CivilDate;
  /** True if some text may have wikilinks, which refer to pages by title. */
  readonly wikilinks?: boolean;
  /** Addresses of generated pages and files (`/posts.html`, `/feeds.xml`…). */
  readonly generated: readonly string[];
}

// ── render ──────────────────────────────────────────────────────────────────────────────────────────────────────

/** A link within the site: written with the base path in a page, as an absolute URL in a feed. */
export interface LinkSlot {
  readonly type: 'link';
  /** Decoded address below the site's root. */
  readonly url: string;
  /** `?query` and `#fragment`, encoded for HTML except `&`. */
  readonly suffix: string;
}

/** A place for a picture. */
export interface PictureSlot {
  readonly type: 'picture';
  /** Path from the site's folder. */
  readonly path: string;
  readonly alt: string;
  /** The writer's attributes, without src, alt and dark. */
  readonly attributes: { readonly [name: string]: string };
  /** True for the article's first picture, which is loaded at once; the others are loaded lazily. */
  readonly eager: boolean;
  /** Picture for dark mode. */
  readonly dark?: string;
}

/** HTML, or a slot that is filled later. */
export type Piece = string | LinkSlot | PictureSlot;

export interface TocEntry {
  readonly id: string;
  readonly depth: number;
  /** Inline HTML without links. */
  readonly html: string;
}

/** Rendered inline markdown. */
export interface InlineText {
  /** HTML for its own page. */
  readonly html: string;
  readonly text: string;
  /** HTML for lists and other pages: without raw HTML, except tags that mark words. Absent if it is the same. */
  readonly listed?: string;
}

/**
 * A question to the site index while rendering, with its answer. A stored article is valid as long as all answers are the same.
 */
export interface Lookup {
  readonly ask: 'link' | 'file' | 'name' | 'data';
  /** The address as written, or the name of a file in data/. */
  readonly key: string;
  /** The target, with everything the article shows of it; JSON. */
  readonly answer: string;
}

/** A link with a fragment. It is checked when the ids of all articles are known. */
export interface AnchorRef {
  readonly url: string;
  readonly id: string;
  readonly place?: Place;
}

/** A remote picture. */
export interface RemoteRef {
  readonly url: string;
  /** Path of the downloaded file, from the site's folder. */
  readonly path: string;
  readonly place?: Place;
}

/** A picture that an article shows. */
export interface PictureRef {
  readonly path: string;
  /** Maximum width in CSS pixels. */
  readonly shown: number;
  /** True for the cover, which social networks show. */
  readonly isCover?: true;
  readonly place?: Place;
}

/** Code in the raw HTML of an article, as sources of a Content-Security-Policy: hashes and origins. */
export interface InlineCode {
  readonly scripts: readonly string[];
  readonly handlers: readonly string[];
  readonly styles: readonly string[];
  readonly frames: readonly string[];
  readonly objects: readonly string[];
  readonly forms: readonly string[];
  readonly fonts: readonly string[];
}

/** A short dated text, a part of a file with notes. */
export interface Note {
  /** Id on the page of its year. */
  readonly id: string;
  readonly date: CivilDate;
  readonly time?: TimeOfDay;
  /** Empty for most notes. */
  readonly title: string;
  readonly body: readonly Piece[];
  /** Its plain text. */
  readonly text: string;
}

/** The part of an article that other pages and checks need. */
export interface ArticleHead {
  readonly title: InlineText;
  /** The description, or the first one or two sentences. */
  readonly excerpt: string;
  /** Reading time in minutes. */
  readonly minutes: number;
  /** Ids in the body. */
  readonly ids: readonly string[];
  readonly anchors: readonly AnchorRef[];
  readonly pictures: readonly PictureRef[];
  /** Remote pictures to be downloaded. */
  readonly remotes: readonly RemoteRef[];
  /** Files that the body links to. */
  readonly files: readonly string[];
  /** Code in its raw HTML; absent in most articles. */
  readonly code?: InlineCode;
  /** Names of the stylesheets in `templates/sheets/` that it needs; absent in most articles. */
  readonly sheets?: readonly string[];
  /** Path of the cover. */
  readonly cover?: string;
  /** Address of a cover on another host. */
  readonly coverAddress?: string;
  /** Its notes, in the order of the file; absent if it has none. */
  readonly notes?: readonly Note[];
  readonly lookups: readonly Lookup[];
  readonly problems: readonly Diagnostic[];
}

/** Rendered markdown in metadata. */
export interface RenderedMetadata {
  readonly subtitle?: InlineText;
  readonly abstract?: readonly Piece[];
  readonly 'header-includes'?: readonly (readonly Piece[])[];
  readonly 'include-before'?: readonly (readonly Piece[])[];
  readonly 'include-after'?: readonly (readonly Piece[])[];
}

/** A rendered markdown file. */
export interface Article extends ArticleHead {
  readonly metadata?: RenderedMetadata;
  readonly authors: readonly InlineText[];
  readonly body: readonly Piece[];
  readonly toc: readonly TocEntry[];
  /** Its most frequent words. */
  readonly terms: readonly string[];
}

/** A translation of a text. */
export interface Translation {
  readonly lang: string;
  /** Decoded address below the site's root, or an external one. */
  readonly url: string;
}

// ── picture ─────────────────────────────────────────────────────────────────────────────────────────────────────

export interface Variant {
  /** Decoded address below the site's root. */
  readonly url: string;
  readonly format: string;
  readonly width: number;
  readonly bytes: number;
  /** Key in the store. */
  readonly key: string;
}

/** A picture and its variants. */
export interface Picture {
  readonly path: string;
  /** Size of the original in pixels, upright. */
  readonly width: number;
  readonly height: number;
  /** Size of the original file in bytes. */
  readonly bytes: number;
  /** `<source>`s by format, best first; variants by increasing width. */
  readonly sources: readonly { readonly mime: string; readonly variants: readonly Variant[] }[];
  readonly fallback: Variant;
  /** A cover that is a drawing, converted to pixels, since social networks show no drawings. */
  readonly pixels?: Variant;
  /** A tiny version as a data URL; empty if there is none. */
  readonly placeholder: string;
}
