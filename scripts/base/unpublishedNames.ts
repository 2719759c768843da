// Names of files and folders of content/ that prevent their content from being published.

/** Names whose files are drafts. */
export const DRAFT_NAMES: readonly { readonly pattern: RegExp; readonly names: string; readonly effect: string }[] = [
  {
    pattern:
      /(?:^|\/)(?:[._]?(?:drafts?|wip|unpublished|trash|回收站)|[^/]*[-_ ]drafts|[^/]*(?:草稿箱?|未发布|未發佈|下書き))\//i,
    names: '`drafts/`, `_drafts/`, `blog-drafts/`, `wip/`, `trash/`, `文章草稿/`…',
    effect: 'drafts, unless they say `draft: false`',
  },
  {
    pattern: /(?:^|\/)_?(?:private|secret|internal|confidential|私密|私人|不公开|非公開)\//i,
    names: '`private/`, `_private/`, `internal/`, `私密/`…',
    effect: 'drafts, unless they say `draft: false`',
  },
  {
    pattern: /\.(?:draft|private)\.(?:md|markdown)$/i,
    names: '`x.draft.md`, `x.private.md`',
    effect: 'drafts, unless they say `draft: false`',
  },
  {
    pattern: /\.sync-conflict-|conflicted copy|冲突副本|的冲突/i,
    names: 'conflict copies that sync programs make',
    effect: 'drafts, unless they say `draft: false`',
  },
];

/** True if a text is a draft by its name or its folder. @param path below content/ */
export function isDraftName(path: string): boolean {
  return DRAFT_NAMES.some(({ pattern }) => pattern.test(path));
}

/**
 * Jekyll, Hexo, Hugo and others don't publish names that begin with `_`, except `_posts/`, which has the posts of two of them.
 */
const UNDERSCORED = /(?:^|\/)_(?!posts\/)[^/]*/i;
/** Names with `_` that have a meaning to this program or to hosts. */
const OWN_UNDERSCORED = /^(?:_headers|_redirects|_routes\.json|_worker\.js(?:\/.*)?|(?:.*\/)?_meta\.yaml)$/;

/**
 * Finds a folder or file whose name begins with `_`, which therefore is not published.
 * @param path below content/
 * @returns the path up to the end of that name
 */
export function underscoredPart(path: string): string | undefined {
  if (OWN_UNDERSCORED.test(path)) return undefined;
  const match = UNDERSCORED.exec(path);
  return match ? path.slice(0, match.index + match[0].length) : undefined;
}

/** Texts in formats that other programs make pages from but titleblock doesn't, with advice for the writer. */
const OTHER_TEXTS: readonly (readonly [ending: RegExp, instead: string])[] = [
  [/\.(?:mdx|mkdn?|mdown|mdwn|qmd|rmd)$/i, 'rename them to end with `.md`'],
  [/\.org$/i, 'convert them: `pandoc -f org -t markdown a.org -o a.md`'],
  [/\.rst$/i, 'convert them: `pandoc -f rst -t markdown a.rst -o a.md`'],
  [/\.textile$/i, 'convert them: `pandoc -f textile -t markdown a.textile -o a.md`'],
  [/\.(?:adoc|asciidoc)$/i, 'convert them to markdown, with Asciidoctor and Pandoc'],
  [/\.(?:canvas|excalidraw)$/i, 'export them as pictures'],
];

/** Returns the advice for a text of another program; undefined for any other file. */
export function adviceForOtherText(path: string): string | undefined {
  return OTHER_TEXTS.find(([ending]) => ending.test(path))?.[1];
}

/**
 * True if a file is published only if something uses it, because it may belong to a draft.
 * @param path below content/, of a file that is not markdown
 */
export function isPublishedOnlyIfUsed(path: string): boolean {
  return isDraftName(path) || underscoredPart(path) !== undefined || adviceForOtherText(path) !== undefined;
}

/** All names with an effect on who may read a file. The table in docs/front-matter.md is made from this. */
export const NAME_EFFECTS: readonly { readonly names: string; readonly effect: string }[] = [
  ...DRAFT_NAMES,
  {
    names: 'names that begin with `_`, apart from `_posts/`, `_meta.yaml`, `_headers` and `_redirects`',
    effect: 'not published, with a warning; pictures and files that posts use are published',
  },
  {
    names: '`x.org`, `x.rst`, `x.mdx`, `x.canvas` and other texts that are not `.md` or `.markdown`',
    effect: 'not published, with a warning, unless a post links to them',
  },
  {
    names: 'names that begin with a dot, apart from `content/.well-known/`',
    effect: 'not part of the site; `.htaccess` and other files for servers are a warning',
  },
  {
    names: '`node_modules/`, `@eaDir/`, `__MACOSX/`, `Thumbs.db`, lock files, backups such as `x.md~` and `x.md.bak`',
    effect: 'not part of the site',
  },
];
