// Hakyll: `site.hs`, posts in `posts/`, in Pandoc's dialect with front matter in YAML.

import { basename } from 'node:path';
import { listOf } from '../../header.js';
import type { Note, OldBlog, OldList } from '../../oldBlog.js';
import type { OldFolder } from '../../oldFolder.js';
import type { OldTool } from '../../oldTool.js';
import { PANDOC } from '../../settings.js';
import { pandoc, pandocBlog } from '../pandoc/pandoc.js';

export const hakyll: OldTool = {
  ...pandoc,
  name: 'hakyll',
  title: 'Hakyll',
  sign: 'a program in Haskell that imports Hakyll',
  recognises: (folder) => programOf(folder) !== undefined,
  read: (folder) => hakyllBlog(folder),
};

/** Returns the program of a blog: usually `site.hs`. */
function programOf(folder: OldFolder): string | undefined {
  const programs = folder.files.filter((path) => path.endsWith('.hs') && path.split('/').length <= 3);
  return programs.find((path) => /^import\s+(?:qualified\s+)?Hakyll\b/m.test(folder.text(path)));
}

function hakyllBlog(folder: OldFolder): OldBlog {
  const { settings, texts, files, notes } = pandocBlog(folder, PANDOC);
  const path = programOf(folder);
  const program = path === undefined ? '' : folder.text(path);
  const feed = (name: string) => new RegExp(`\\bfeed${name}\\s*=\\s*"([^"]*)"`).exec(program)?.[1];
  const url = feed('Root');
  const isPublic = texts.filter(({ hidden }) => hidden === undefined);
  const tags = new Set(isPublic.flatMap(({ fields }) => listOf(fields.tags).flatMap((each) => each.split(/\s*,\s*/))));
  const created = [...program.matchAll(/\bcreate\s*\[([^\]]*)\]/g)].flatMap(([, names = '']) =>
    [...names.matchAll(/"([^"]+)"/g)].map(([, name = '']) => name),
  );
  const lists = created.flatMap((name): OldList[] =>
    /\.html$/.test(name)
      ? [{ address: `/${name}`, of: /archive/.test(name) ? 'years' : 'posts' }]
      : /\.(?:xml|atom|rss)$/.test(name) && !/sitemap/.test(name)
        ? [{ address: `/${name}`, of: 'feed' }]
        : [],
  );
  const tagged = /\bbuildTags\b/.test(program)
    ? [...tags].map((tag): OldList => ({ address: `/${tagFolder(program)}/${tag}.html`, of: 'tag', term: [tag] }))
    : [];
  return {
    settings: {
      ...settings,
      title: feed('Title') ?? basename(folder.root),
      url,
      description: feed('Description'),
      author: feed('AuthorName'),
    },
    texts,
    files,
    lists: [...lists.filter(({ address }) => !texts.some((text) => text.address === address)), ...tagged],
    notes: [...notes, ...(url === undefined ? [UNKNOWN_URL] : [])],
  };
}

/** The folder of the pages of tags: `fromCapture "tags/*.html"`. */
function tagFolder(program: string): string {
  return /\bfromCapture\s+"([^"*]*)\/\*/.exec(program)?.[1] ?? 'tags';
}

const UNKNOWN_URL: Note = { about: 'the address of the site', outcome: 'is unknown: write it into content/site.yaml as `url`' };
