// References from articles and settings to other places on the site. They are checked when all articles are known.

import type { Frame, NavigationEntry } from '../assemble/frame.js';
import type { Outline } from '../assemble/outline.js';
import type { ArticleFacts } from '../assemble/site.js';
import { type TranslationsByPath, withPairs } from '../assemble/translations.js';
import type { FieldReaders } from '../assemble/unreadFields.js';
import { nearest, problem } from '../base/diagnostics.js';
import { contentFile } from '../base/inputFolders.js';
import { type Names, siteLookup } from '../base/siteLookup.js';
import { CONFIG_FILE, type Config } from '../config/config.js';
import { fieldsOfPattern } from '../config/permalink.js';
import type { NavigationItem } from '../config/settingTypes.js';
import type { BundledPlugins } from '../plugins/bundle.js';
import { checkAnchors } from '../render/anchors.js';
import { resolveNavigation } from '../render/navigation.js';
import { redirectProblems } from '../render/redirects.js';
import { resolveTranslations } from '../render/translations.js';
import type { ArticleHead, Diagnostic, SiteIndex, Source, Translation } from '../types.js';
import type { RenderSettings } from './settings.js';
import type { ReadTemplates } from './templates.js';

/** An article that has references or problems. */
export type ReferringArticle = Pick<Source, 'path' | 'url'> & { readonly head: ArticleHead };

/** Articles, with the question which heads have to be checked. */
export interface CheckedArticles extends ArticleFacts {
  readonly needsChecks: (path: string) => boolean;
}

export function referringArticles(outline: Outline, articles: CheckedArticles): ReferringArticle[] {
  return outline
    .sources()
    .filter(({ path }) => articles.needsChecks(path))
    .map(({ path, url }) => ({ path, url, head: articles.head(path) }));
}

/** Returns the problems of articles, including links to headings that do not exist. */
export function articleProblems(referring: readonly ReferringArticle[], outline: Outline, articles: ArticleFacts): Diagnostic[] {
  let sources: Map<string, string> | undefined;
  const headAt = (url: string): ArticleHead | undefined => {
    sources ??= new Map(withoutNotes(outline.sources()).map((source) => [source.url, source.path]));
    const path = sources.get(url);
    return path === undefined ? undefined : articles.head(path);
  };
  const { links } = outline.config;
  return referring.flatMap((each) => [...each.head.problems, ...checkAnchors(each, each.head, headAt, links)]);
}

/** Notes share pages with those of other files, whose ids are not known here. */
function withoutNotes(sources: readonly Source[]): readonly Source[] {
  return sources.filter(({ kind }) => kind !== 'notes');
}

/** Resolved addresses from site.yaml and front matter. */
export interface ResolvedNames {
  /** By language; absent if site.yaml has none for it. */
  readonly navigation: ReadonlyMap<string, readonly NavigationEntry[]>;
  /** Links in settings of features, by the written address. */
  readonly links: Frame['links'];
  readonly translations: TranslationsByPath;
  readonly problems: Diagnostic[];
}

export function resolveNames(
  outline: Outline,
  names: Names,
  { options }: RenderSettings,
  inSettings: readonly NavigationItem[],
): ResolvedNames {
  const lookup = siteLookup(names);
  const navigation = new Map<string, readonly NavigationEntry[]>();
  const problems: Diagnostic[] = [];
  for (const { config } of outline.editions()) {
    if (!config.navigation) continue;
    const resolved = resolveNavigation(config.navigation, lookup, options);
    navigation.set(config.language, resolved.entries);
    problems.push(...resolved.problems);
  }
  const links = resolveNavigation(inSettings, lookup, options);
  problems.push(...links.problems, ...redirectProblems(outline.config.redirects, lookup, options));
  const translations = new Map<string, readonly Translation[]>();
  for (const source of outline.sources()) {
    if (!source.meta.translations) continue;
    const resolved = resolveTranslations(source, lookup, options);
    translations.set(source.path, resolved.translations);
    problems.push(...resolved.problems);
  }
  const targets = links.entries.map(({ url, suffix }, at) => [inSettings[at]?.url ?? '', { url, suffix }] as const);
  return { navigation, links: Object.fromEntries(targets), translations: withPairs(outline, translations), problems };
}

/** Reports folders in `dialects` that contain no markdown files. */
export function emptyFolders({ dialects }: Config, { posts, pages, unlisted, notes = [], drafts }: SiteIndex): Diagnostic[] {
  if (dialects.length === 0) return [];
  const paths = [...posts, ...pages, ...unlisted, ...notes].map(({ path }) => path);
  const folders = [...new Set(paths.map((path) => path.slice(0, path.lastIndexOf('/'))))].filter(Boolean);
  return dialects
    .filter(({ folder }) => ![...paths, ...drafts.map((url) => url.slice(1))].some((path) => path.startsWith(`${folder}/`)))
    .map(({ folder, place }) =>
      problem(CONFIG_FILE, place, 'config/wrong', `dialects: no markdown files in ${contentFile(folder)}/`, {
        expected: nearest(folder, folders),
      }),
    );
}

/** Returns the readers of front matter fields that titleblock does not know. */
export function fieldReaders(
  { ignoreFields, taxonomies, permalink }: Config,
  { fields }: Pick<ReadTemplates, 'fields'>,
  { bundles }: Pick<BundledPlugins, 'bundles'>,
): FieldReaders {
  return {
    templates: fields,
    plugins: bundles.map(({ code }) => code),
    ignored: [...ignoreFields, ...taxonomies.map(({ field }) => field), ...fieldsOfPattern(permalink ?? '')],
  };
}
