// Settings that rendering depends on, and the store keys of articles.

import { WORDS } from '../assemble/ownWords.js';
import { wordsFor } from '../assemble/words/words.js';
import { hashOf } from '../base/hash.js';
import { programVersion } from '../base/program.js';
import { type Config, dialectsOf } from '../config/config.js';
import { siteLanguages } from '../config/languages.js';
import type { PluginBundle } from '../plugins/bundle.js';
import { pluginSite } from '../plugins/contributions.js';
import type { RenderOptions } from '../render/options.js';
import type { FootnoteWords } from '../render/pipeline.js';
import type { Source } from '../types.js';

export interface RenderSettings {
  readonly options: Omit<RenderOptions, 'dialect'>;
  /** Hash of the program and of all these settings. */
  readonly hash: string;
  /** Returns the words around footnotes in a language. */
  readonly footnotesOf: (language: string) => FootnoteWords;
  /** Returns the dialect of a file below `content/`. */
  readonly dialectOf: (path: string) => string;
}

/** Returns the store key of an article. The path comes first, since LevelDB writes data that arrives in key order only once. */
export function articleKey({ path, inherited }: Source, { hash, dialectOf }: RenderSettings, fileHash: string): string {
  return `${path} ${hashOf(hash, dialectOf(path), fileHash, inherited ?? '')}`;
}

/** @param runsPluginsTwice true to call plugins twice, for `--verify` */
export function renderSettings(config: Config, bundles: readonly PluginBundle[], runsPluginsTwice = false): RenderSettings {
  const { url, permalink, aliases, links, pictures, images, language, dialects, markdown, allow, safe } = config;
  const plugins = bundles.length > 0 ? { bundles, site: pluginSite(config), runTwice: runsPluginsTwice } : undefined;
  const footnotesOf = (each: string) => footnoteWords(each, config);
  const options = {
    language: config.language,
    own: [url, ...aliases],
    links,
    pictures,
    allow,
    remote: images.remote,
    footnotes: footnotesOf(language),
    ...(safe && { safe }),
  };
  const ofPlugins = plugins && [plugins.site, bundles.map((each) => each.hash)];
  const folders = dialects.map(({ folder, dialect }) => [folder, dialect]);
  return {
    options: { ...options, ...(plugins && { plugins }) },
    hash: hashOf(
      programVersion(),
      JSON.stringify([options, ofPlugins, folders, markdown, permalink, ownFootnoteWords(config), siteLanguages(config)]),
    ),
    footnotesOf,
    dialectOf: dialectsOf({ dialects, markdown }),
  };
}

/** Returns the writer's words around footnotes, by language; undefined if there are none. */
function ownFootnoteWords(config: Config): unknown {
  const own = Object.entries(WORDS.valueIn(config)).map(([tag, { footnotes, backToText }]) => [tag, footnotes, backToText]);
  return own.length > 0 ? own : undefined;
}

function footnoteWords(language: string, config: Config): FootnoteWords {
  const { footnotes, backToText } = wordsFor(language, config);
  return { label: footnotes, back: backToText };
}
