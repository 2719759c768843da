// The plan of a site: every output file, and hashes of what each is made from. Planning makes no files. A file whose hashes are
// those of the last build need not be made again.

import { dirname } from 'node:path/posix';
import { activeProblem, isActive, isRunByServer } from '../base/activeFiles.js';
import { nearest, problem } from '../base/diagnostics.js';
import { lazy } from '../base/flow/lazy.js';
import { hashOf } from '../base/hash.js';
import { contentFile } from '../base/inputFolders.js';
import { RESERVED_PREFIX } from '../base/replaceFile.js';
import { fileUrl } from '../base/siteLookup.js';
import { CONFIG_FILE } from '../config/config.js';
import type { Diagnostic } from '../types.js';
import { outputPath } from './addresses.js';
import { addressProblems } from './addressProblems.js';
import { type Features, scopesOf } from './feature.js';
import type { Kind, Output, Part } from './kind.js';
import type { Site } from './site.js';
import type { SiteAddress } from './siteAddress.js';
import { termProblems } from './taxonomies.js';

/** A planned output file. */
export interface PlannedFile {
  /** Path below the output folder. */
  readonly path: string;
  readonly address: SiteAddress<unknown>;
  /** The site that its maker planned it from: the whole one, or that in one language. */
  readonly site: Site;
  /** Its maker: a kind of page with a template name, or an output. */
  readonly maker: { readonly kind: Kind; readonly template: string } | { readonly output: Output<unknown, never> };
}

/** All files of a site, and the problems of their addresses. Both are computed when first used. */
export class Plan {
  /** Pages, and outputs whose addresses are known before articles are rendered. */
  private readonly pages = lazy(() => this.planPages());
  private readonly others = lazy(() =>
    this.features.outputs.map((output) => lazy(() => this.planOutputs([output], (site) => site))),
  );
  readonly files = lazy((): readonly PlannedFile[] => [...this.pages(), ...this.others().flatMap((planned) => planned())]);
  private readonly pagesByPath = lazy(() => new Map(this.pages().map((planned) => [planned.path, planned])));
  private readonly ownProblems: Diagnostic[] = [];
  /**
   * Templates of kinds that show no article. A post with one of them would lose its text; with that of redirects it would
   * redirect to itself.
   */
  private readonly otherTemplates = lazy(
    () => new Set(this.features.kinds.flatMap(({ showsArticle, template }) => (showsArticle ? [] : template))),
  );

  constructor(
    readonly site: Site,
    readonly features: Features,
  ) {}

  /** Returns the file at a path below the output folder. */
  at(path: string): PlannedFile | undefined {
    const page = this.pagesByPath().get(path);
    if (page) return page;
    for (const others of this.others()) {
      const found = others().find((planned) => planned.path === path);
      if (found) return found;
    }
    return undefined;
  }

  /** Returns the problems of layouts and of addresses. */
  problems(): readonly Diagnostic[] {
    const { config, index } = this.site.outline;
    const sources = this.site.outline.sources();
    const files = this.files();
    const terms = this.site.outline
      .editions()
      .flatMap((edition) => edition.taxonomies().flatMap((taxonomy) => termProblems(edition, taxonomy)));
    const active = config.safe ? index.files.filter(isActive).map(activeProblem) : [];
    const run = config.safe ? files.filter(isRunByServerName).map(runByServerProblem) : [];
    return [...active, ...run, ...this.ownProblems, ...addressProblems(sources), ...terms, ...collisions(files)];
  }

  /** Returns the kind of a file and the hashes of its parts, as one text. */
  parts({ maker, address, site }: PlannedFile): string {
    // Joined at the end: V8 keeps all pieces of a string that is built by appending.
    const parts: (string | undefined)[] = ['kind' in maker ? maker.kind.name : maker.output.name];
    if ('kind' in maker) {
      const { templates } = site.facts;
      parts.push(templates[maker.template], site.frameHash, translationsHash(site, address));
      if (maker.kind.showsArticle) {
        const { article } = address;
        parts.push(...(article ? [site.hashes(article).article, site.picturesHash(article)] : ['', '']));
      }
    }
    const own = 'kind' in maker ? maker.kind.parts : maker.output.parts;
    for (const name in own) parts.push((own[name] as Part<unknown>).hash(site, address.data));
    return parts.map((part) => part || '-').join(' ');
  }

  private readonly own = lazy(() => new Set(this.site.outline.index.files.map((path) => outputPath(fileUrl(path)))));

  /** True if one of the writer's files or pages replaces a generated page. */
  private isTaken({ url, yields }: SiteAddress<unknown>): boolean {
    return yields === true && (this.own().has(outputPath(url)) || this.site.outline.pageAt(url) !== undefined);
  }

  private planPages(): readonly PlannedFile[] {
    const { outline } = this.site;
    const pages: PlannedFile[] = [];
    const sites = new Map([this.site, ...this.site.editions()].map((site) => [site.outline, site]));
    for (const { kind, address, edition } of this.features.pagesOf(outline)) {
      const template = this.isTaken(address) ? undefined : this.templateOf(kind, address);
      const site = sites.get(edition) as Site;
      if (template !== undefined) pages.push({ path: outputPath(address.url), address, site, maker: { kind, template } });
    }
    return [...pages, ...this.planOutputs(this.features.linked, ({ outline: own }) => own)];
  }

  private planOutputs<Scope>(table: readonly Output<unknown, Scope>[], scopeOf: (site: Site) => Scope): readonly PlannedFile[] {
    return table.flatMap((output) =>
      scopesOf(output, this.site).flatMap((site) =>
        Array.from(output.addresses(scopeOf(site)))
          .filter((address) => !this.isTaken(address))
          .map((address) => {
            const maker = { output: output as Output<unknown, never> };
            return { path: outputPath(address.url), address, site, maker };
          }),
      ),
    );
  }

  private templateOf({ template }: Kind, { article, template: own, url }: SiteAddress<unknown>): string | undefined {
    const { templates } = this.site.facts;
    const layout = own ?? article?.meta.layout ?? template;
    if (!article && own === undefined) return layout;
    const isOfOthers = own === undefined && this.otherTemplates().has(layout);
    if (Object.hasOwn(templates, layout) && !isOfOthers) return layout;
    const known = Object.keys(templates).filter((name) => !this.otherTemplates().has(name));
    const expected = nearest(layout, known);
    const note = isOfOthers
      ? 'copy it in templates/ under another name, and show `$body$` in it'
      : 'a layout is the name of a file in templates/, without .html';
    const reason = isOfOthers
      ? `the template "${layout}" shows no text, and is not for posts and pages`
      : article
        ? `unknown template "${layout}"`
        : `unknown template "${layout}", requested by a plugin for ${url}`;
    if (!article) {
      this.ownProblems.push(problem(CONFIG_FILE, undefined, 'template/missing', reason, { expected, note }));
      return undefined;
    }
    const names = known.filter((name) => !name.startsWith('partials/')).join(', ');
    const options = { expected, note: `${note}: ${names}; for now, ${template}.html is used`, severity: 'warning' } as const;
    this.ownProblems.push(problem(contentFile(article.path), article.places.layout, 'template/missing', reason, options));
    return template;
  }
}

/** Returns a hash of the translations of a page; undefined if it has none. */
function translationsHash({ facts }: Site, address: SiteAddress<unknown>): string | undefined {
  const translations = facts.translationsOf(address);
  return translations.length === 0 ? undefined : hashOf(JSON.stringify(translations));
}

/**
 * Reports files that cannot all be written: two with the same name, one in the place of another's folder, and names reserved in
 * the output folder.
 */
function collisions(files: readonly PlannedFile[]): Diagnostic[] {
  const problems: Diagnostic[] = [];
  const seen = new Map<string, PlannedFile>();
  for (const file of files) {
    const name = file.path.toLowerCase();
    const other = seen.get(name);
    seen.set(name, file);
    if (other) problems.push(sameName(file, other));
    if (name.includes(RESERVED_PREFIX)) problems.push(...reservedName(file));
  }
  /** Folders known not to collide with a file. */
  const clear = new Set<string>();
  for (const file of files) {
    const folder = dirname(file.path.toLowerCase());
    if (folder === '.' || clear.has(folder)) continue;
    const other = ancestorFile(folder, seen);
    if (other) problems.push(belowFile(file, other));
    else clear.add(folder);
  }
  return problems;
}

const RENAME_NOTE = 'rename one of them, or set `slug` in one';
const MOVE_NOTE = 'choose another address for one of them';

function sameName(page: PlannedFile, other: PlannedFile): Diagnostic {
  const [newer, older] = sourceOf(page) === undefined ? [other, page] : [page, other];
  const file = sourceOf(newer) ?? sourceOf(page) ?? CONFIG_FILE;
  const what = describeFile(older);
  const { place } = newer.address;
  return other.path === page.path
    ? problem(file, place, 'url/duplicate', `${page.address.url} is also the address of ${what}`, { note: RENAME_NOTE })
    : problem(file, place, 'url/case', `${newer.address.url} and ${older.address.url} (${what}) differ only by case`, {
        note: RENAME_NOTE,
      });
}

/** Returns the planned file at the path of a folder or of one of its parents. */
function ancestorFile(folder: string, files: ReadonlyMap<string, PlannedFile>): PlannedFile | undefined {
  for (let at = folder; at !== '.'; at = dirname(at)) {
    const found = files.get(at);
    if (found) return found;
  }
  return undefined;
}

function belowFile(below: PlannedFile, above: PlannedFile): Diagnostic {
  const isAbove = sourceOf(below) === undefined || isAlias(above);
  const newer = isAbove ? above : below;
  const reason = !isAbove
    ? `${below.address.url} needs a folder where ${above.address.url} (${describeFile(above)}) is a file`
    : `${above.address.url} is a file where ${below.address.url} (${describeFile(below)}) needs a folder`;
  const isSame = below.path.startsWith(`${above.path}/`);
  const said = isSame ? reason : `${reason}, on systems that ignore case`;
  return problem(sourceOf(newer) ?? CONFIG_FILE, newer.address.place, isSame ? 'url/duplicate' : 'url/case', said, {
    note: MOVE_NOTE,
  });
}

function reservedName(file: PlannedFile): Diagnostic[] {
  if (
    !file.path
      .toLowerCase()
      .split('/')
      .some((part) => part.startsWith(RESERVED_PREFIX))
  )
    return [];
  const reason = `${file.address.url}: names that begin with ${RESERVED_PREFIX} are reserved for files of the build`;
  return [problem(sourceOf(file) ?? CONFIG_FILE, file.address.place, 'url/duplicate', reason, { note: 'choose another name' })];
}

/** True if a server might execute a page because of its name. Apache looks at each of several extensions (`x.php.html`). */
function isRunByServerName({ maker, path }: PlannedFile): boolean {
  return 'kind' in maker && isRunByServer(path);
}

function runByServerProblem(file: PlannedFile): Diagnostic {
  const reason = `a server might run a file named ${file.address.url}, which is not allowed (\`safe: true\`)`;
  const note = 'choose another slug, tag or alias';
  return problem(sourceOf(file) ?? CONFIG_FILE, file.address.place, 'html/unsafe', reason, { note, severity: 'error' });
}

function describeFile(file: PlannedFile): string {
  return sourceOf(file) ?? 'a page that titleblock generates';
}

/** True for the redirect page of an old address. */
function isAlias({ maker }: PlannedFile): boolean {
  return 'kind' in maker && maker.kind.name === 'redirect';
}

/** Returns the input file that a planned file is made from, if there is one. */
function sourceOf({ address: { article, from } }: PlannedFile): string | undefined {
  return article ? contentFile(article.path) : from;
}
