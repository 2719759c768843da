// The first stage: content/ and images/ become sources and the site index.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CONFIG_FILE, type Config, readConfig } from '../config.js';
import { placeAt, problem } from '../diagnostics.js';
import { MARKDOWN_FILE } from '../siteLookup.js';
import type { Diagnostic, SiteIndex, Source } from '../types.js';
import { readSource } from './source.js';
import { walk } from './walk.js';

export interface Reading {
  readonly config: Config;
  readonly index: SiteIndex;
  /** Text of each source, by its path. */
  readonly texts: ReadonlyMap<string, string>;
  readonly problems: readonly Diagnostic[];
}

/**
 * Reads a site.
 * @param root its folder, an absolute path
 * @param generated the addresses that the generator fills, given the settings and the number of posts
 */
export function readSite(root: string, generated: (config: Config, posts: number) => readonly string[]): Reading {
  const problems: Diagnostic[] = [];
  const read = (file: string) => {
    const { text, problem: found } = readText(root, file);
    if (found) problems.push(found);
    return text;
  };
  const list = (folder: string): string[] => {
    try {
      return walk(join(root, folder));
    } catch (error) {
      problems.push(problem(folder, undefined, 'source/unreadable', `the folder cannot be read: ${(error as Error).message}`));
      return [];
    }
  };
  const content = list('content');
  const { config, problems: wrong } = readConfig(content.includes('site.yaml') ? read(CONFIG_FILE) : undefined);
  problems.push(...wrong);

  const sources: Source[] = [];
  const drafts: string[] = [];
  const texts = new Map<string, string>();
  for (const path of content.filter((file) => MARKDOWN_FILE.test(file))) {
    const text = read(`content/${path}`);
    if (text === undefined) continue;
    const { source, draft, problems: found } = readSource(path, text);
    problems.push(...found);
    if (draft) {
      drafts.push(source.url);
    } else {
      sources.push(source);
      texts.set(path, text);
    }
  }
  const posts = sources.filter(({ kind }) => kind === 'post').sort(newestFirst);
  const index: SiteIndex = {
    posts,
    pages: sources.filter(({ kind }) => kind === 'page'),
    files: [
      ...content.filter((file) => !MARKDOWN_FILE.test(file) && file !== 'site.yaml').map((file) => `content/${file}`),
      ...list('images').map((file) => `images/${file}`),
    ],
    drafts,
    generated: generated(config, posts.length),
  };
  return { config, index, texts, problems };
}

/** By date, then by path, so that posts of one day keep one order. */
function newestFirst(a: Source, b: Source): number {
  const keyA = `${a.date}\0${a.path}`;
  const keyB = `${b.date}\0${b.path}`;
  return keyA < keyB ? 1 : keyA > keyB ? -1 : 0;
}

/** The text of a file, which must be UTF-8. */
function readText(root: string, file: string): { text?: string; problem?: Diagnostic } {
  let bytes: Buffer;
  try {
    bytes = readFileSync(join(root, file));
  } catch (error) {
    return { problem: problem(file, undefined, 'source/unreadable', `the file cannot be read: ${(error as Error).message}`) };
  }
  try {
    return { text: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes) };
  } catch {
    const lenient = bytes.toString('utf8');
    const at = Math.max(0, lenient.indexOf('\uFFFD'));
    const note = 'save it as UTF-8 (old Chinese files are often GBK: `iconv -f GBK -t UTF-8`)';
    return { problem: problem(file, placeAt(lenient, at, at + 1), 'source/encoding', 'this is not UTF-8', { note }) };
  }
}
