// The five stages in order. Nothing is written before every diagnostic is known.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Asset, assemble, assetUrl, fileOf, generatedUrls } from './assemble/assemble.js';
import { defaultNavigation, type Site } from './assemble/site.js';
import { loadTemplates, type TemplateFiles } from './assemble/templates.js';
import { wordsFor } from './assemble/words.js';
import { openStore } from './cache/store.js';
import { CONFIG_FILE, type Config } from './config.js';
import { nearest, problem, sortProblems } from './diagnostics.js';
import { makePictures, type PictureUse } from './picture/pictures.js';
import { publish } from './publish/publish.js';
import { readSite } from './read/read.js';
import { walk } from './read/walk.js';
import { checkAnchors } from './render/anchors.js';
import { type RenderOptions, renderArticle } from './render/article.js';
import { resolveNavigation } from './render/navigation.js';
import { siteLookup } from './siteLookup.js';
import type { Article, Diagnostic, SiteIndex } from './types.js';

/** Our own templates, for sites that have none. */
const OWN_TEMPLATES = fileURLToPath(new URL('../templates', import.meta.url));

export interface BuildOptions {
  /** The site's folder, absolute. */
  readonly root: string;
  /** The output folder, absolute; and how messages name it. */
  readonly out: string;
  readonly outShown: string;
  /** Warnings fail the build too. */
  readonly strict: boolean;
  readonly progress: (done: number, all: number) => void;
}

export interface BuildResult {
  readonly problems: readonly Diagnostic[];
  /** Whether dist/ was written. */
  readonly published: boolean;
  readonly summary: Summary;
}

export interface Summary {
  readonly posts: number;
  readonly pages: number;
  readonly drafts: number;
  readonly files: number;
  readonly written: number;
  readonly unchanged: number;
  readonly removed: number;
  readonly pictures: number;
  readonly variants: number;
  /** Bytes of the pictures as the writer keeps them, and as a modern browser loads them at the most. */
  readonly pictureBytes: readonly [number, number];
  /** Milliseconds by stage. */
  readonly times: { readonly [stage: string]: number };
}

/** Builds a site. */
export async function build(options: BuildOptions): Promise<BuildResult> {
  const { root, out } = options;
  const times: { [stage: string]: number } = {};
  const timed = async <T>(stage: string, work: () => T | Promise<T>): Promise<T> => {
    const start = performance.now();
    const result = await work();
    times[stage] = performance.now() - start;
    return result;
  };

  const reading = await timed('read', () => readSite(root, generatedUrls));
  const { config, index, texts } = reading;
  const { templates, assets } = readTemplates(root);
  const problems = [...reading.problems, ...templates.problems, ...emptyFolders(config, index)];
  const words = wordsFor(config.language);
  const lookup = siteLookup(index);
  const urls = { own: [config.url, ...config.aliases] };

  const articles = await timed('render', () => {
    const settings: Omit<RenderOptions, 'dialect'> = {
      ...urls,
      links: config.links,
      pictures: config.pictures,
      footnotes: { label: words.footnotes, back: words.backToText },
    };
    return [...index.posts, ...index.pages].map((source): [string, Article] => {
      const dialect = dialectOf(source.path, config);
      const article = renderArticle(source, texts.get(source.path) ?? '', lookup, { ...settings, dialect });
      problems.push(...article.problems);
      return [source.url, article];
    });
  });
  problems.push(...checkAnchors(new Map(articles), config.links));
  const byPath = new Map(articles.map(([, article]) => [article.path, article]));
  const navigation = config.navigation && resolveNavigation(config.navigation, lookup, urls);
  problems.push(...(navigation?.problems ?? []));

  const { pictures, problems: unreadable } = await timed('pictures', () => {
    const uses = articles.flatMap(([, { path, pictures }]) =>
      pictures.map((use): PictureUse => ({ ...use, file: `content/${path}` })),
    );
    const store = openStore(join(root, '.cache'));
    return makePictures(uses, {
      root,
      widths: config.images.widths,
      store,
      unreadable: config.pictures,
      progress: options.progress,
    });
  });
  problems.push(...unreadable);

  const { pages, problems: unmade } = await timed('assemble', () => {
    const site: Site = {
      config,
      index,
      words,
      articles: byPath,
      pictures,
      navigation: navigation?.entries ?? defaultNavigation(config, index, byPath),
      stylesheets: assets.filter(({ path }) => /^[^/]+\.css$/.test(path)).map(assetUrl),
      scripts: assets.filter(({ path }) => /^[^/]+\.js$/.test(path)).map(assetUrl),
    };
    const unread = (path: string) => !pictures.has(path);
    const linked = new Set(
      articles.flatMap(([, article]) => [...article.files, ...article.pictures.map(({ path }) => path).filter(unread)]),
    );
    return assemble(site, templates, assets, linked, (path) => join(root, path));
  });
  problems.push(...unmade);

  const failed = problems.some(({ fatal }) => fatal || options.strict);
  const files = pages.map(({ url, content }) => ({ path: fileOf(url), content }));
  const published = failed ? undefined : await timed('publish', () => publish(files, out, options.outShown));
  problems.push(...(published?.problems ?? []));
  const made = [...pictures.values()];
  return {
    problems: sortProblems(problems),
    published: published !== undefined && !published.problems.some(({ fatal }) => fatal),
    summary: {
      posts: index.posts.length,
      pages: index.pages.length,
      drafts: index.drafts.length,
      files: files.length,
      written: published?.written ?? 0,
      unchanged: published?.unchanged ?? 0,
      removed: published?.removed ?? 0,
      pictures: made.length,
      variants: made.reduce((sum, { sources }) => sum + 1 + sources.reduce((n, { variants }) => n + variants.length, 0), 0),
      pictureBytes: [
        sum(made.map(({ bytes }) => bytes)),
        sum(made.map(({ sources, fallback }) => (sources[0]?.variants.at(-1) ?? fallback).bytes)),
      ],
      times,
    },
  };
}

/** The dialect of a file: that of the innermost folder which has one, or the site's. */
function dialectOf(path: string, { dialects, markdown }: Config): string {
  const around = dialects.filter(({ folder }) => path.startsWith(`${folder}/`));
  return around.sort((a, b) => b.folder.length - a.folder.length)[0]?.dialect ?? markdown;
}

/** Folders that are given a dialect and hold nothing. */
function emptyFolders({ dialects }: Config, { posts, pages, drafts }: SiteIndex): Diagnostic[] {
  const paths = [...posts, ...pages].map(({ path }) => path);
  return dialects
    .filter(({ folder }) => ![...paths, ...drafts.map((url) => url.slice(1))].some((path) => path.startsWith(`${folder}/`)))
    .map(({ folder, place }) =>
      problem(CONFIG_FILE, place, 'config/wrong', `dialects: no markdown file lies in content/${folder}/`, {
        expected: nearest(folder, [...new Set(paths.map((path) => path.slice(0, path.lastIndexOf('/'))))].filter(Boolean)),
      }),
    );
}

/** The site's own templates over ours, and everything else in the folders that is published with them. */
function readTemplates(root: string) {
  const files = new Map<string, { name: string; text: string }>();
  const assets = new Map<string, Asset>();
  for (const folder of [OWN_TEMPLATES, join(root, 'templates')]) {
    for (const path of walk(folder)) {
      const bytes = readFileSync(join(folder, path));
      if (path.endsWith('.html'))
        files.set(path, { name: `templates/${path}`, text: bytes.toString('utf8').replace(/^\uFEFF/, '') });
      else assets.set(path, { path, file: join(folder, path), bytes });
    }
  }
  return {
    templates: loadTemplates(files as TemplateFiles),
    assets: [...assets.values()].sort((a, b) => (a.path < b.path ? -1 : 1)),
  };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, n) => total + n, 0);
}
