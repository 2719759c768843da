// The settings that articles depend on.

import { wordsFor } from '../assemble/words/words.js';
import { hashOf } from '../base/hash.js';
import { programVersion } from '../base/program.js';
import { type Config, dialectsOf } from '../config/config.js';
import type { PluginBundle } from '../plugins/bundle.js';
import { pluginSite } from '../plugins/plugged.js';
import type { RenderOptions } from '../render/options.js';
import type { FootnoteWords } from '../render/pipeline.js';
import type { Source } from '../types.js';

export interface RenderSettings {
  readonly options: Omit<RenderOptions, 'dialect'>;
  /** A hash of the program and of all settings. */
  readonly hash: string;
  /** The words around notes in a language. */
  readonly footnotesOf: (language: string) => FootnoteWords;
  /** The dialect of a file below `content/`. */
  readonly dialectOf: (path: string) => string;
}

/**
 * The key under which the article of a file is kept. The path comes first: LevelDB writes once what comes in the order of its
 * keys.
 */
export function articleKey({ path, inherited }: Source, { hash, dialectOf }: RenderSettings, fileHash: string): string {
  return `${path} ${hashOf(hash, dialectOf(path), fileHash, inherited ?? '')}`;
}

/** @param twice whether plugins are asked twice, for `--verify` */
export function readerSettings(config: Config, bundles: readonly PluginBundle[], twice = false): RenderSettings {
  const { url, permalink, aliases, links, pictures, images, language, dialects, markdown, allow, safe } = config;
  const plugins = bundles.length > 0 ? { bundles, site: pluginSite(config), runTwice: twice } : undefined;
  const options = {
    language: config.language,
    own: [url, ...aliases],
    links,
    pictures,
    allow,
    remote: images.remote,
    footnotes: footnoteWords(language),
    ...(safe && { safe }),
  };
  const ofPlugins = plugins && [plugins.site, bundles.map((each) => each.hash)];
  const folders = dialects.map(({ folder, dialect }) => [folder, dialect]);
  return {
    options: { ...options, ...(plugins && { plugins }) },
    hash: hashOf(programVersion(), JSON.stringify([options, ofPlugins, folders, markdown, permalink])),
    footnotesOf: footnoteWords,
    dialectOf: dialectsOf({ dialects, markdown }),
  };
}

function footnoteWords(language: string): FootnoteWords {
  const { footnotes, backToText } = wordsFor(language);
  return { label: footnotes, back: backToText };
}
