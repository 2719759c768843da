// Jekyll: `_config.yml`, posts in `_posts/`, drafts in `_drafts/`, collections, and pages anywhere else.

import type { OldFolder } from '../../oldFolder.js';
import type { OldTool } from '../../oldTool.js';
import { CONFIG } from './config.js';
import { JekyllReader } from './reader.js';
import { convertJekyll, jekyllMarks } from './text.js';

export const jekyll: OldTool = {
  name: 'jekyll',
  title: 'Jekyll',
  sign: '_config.yml and _posts/',
  recognises: (folder) => folder.has(CONFIG) && hasPosts(folder),
  read: (folder) => new JekyllReader(folder).blog(),
  marks: jekyllMarks,
  convert: convertJekyll,
};

const hasPosts = (folder: OldFolder): boolean =>
  folder.files.some((path) => /(?:^|\/)_posts\//.test(path) && !/^(?:source|themes)\//.test(path)) ||
  (folder.has('Gemfile') && folder.hasFolder('_layouts'));
