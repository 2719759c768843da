// Begins content/urls.yaml with the addresses that a site has.

import { writeFileSync } from 'node:fs';
import { Outline } from '../assemble/outline.js';
import { publishedUrls } from '../assemble/published.js';
import { URLS_FILE, writePublishedUrls } from '../config/publishedUrls.js';
import { inputFile } from '../read/files.js';
import { siteAt } from './siteAt.js';

/** @returns how many addresses there are; undefined where the file is there already, which stays as it is */
export function beginUrls(root: string): number | undefined {
  const { config, index } = siteAt(root, false);
  if (index.published) return undefined;
  const urls = publishedUrls(new Outline(config, index), true);
  writeFileSync(inputFile(root, URLS_FILE), writePublishedUrls(urls), { flag: 'wx' });
  return urls.length;
}
