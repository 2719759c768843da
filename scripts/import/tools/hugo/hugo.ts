// Hugo: a configuration, texts in `content/`, files in `static/` and `assets/`, and bundles with both.

import type { OldTool } from '../../oldTool.js';
import { configFiles } from './config.js';
import { HugoReader } from './reader.js';
import { convertHugo, hugoMarks } from './text.js';

export const hugo: OldTool = {
  name: 'hugo',
  title: 'Hugo',
  sign: 'hugo.toml or config.toml, and content/',
  recognises: (folder) => configFiles(folder).length > 0 && (folder.hasFolder('content') || folder.hasFolder('archetypes')),
  read: (folder) => new HugoReader(folder).blog(),
  marks: hugoMarks,
  convert: convertHugo,
};
