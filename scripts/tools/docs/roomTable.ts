// The table of rooms: the folders and loose files of scripts/, with their content and allowed imports.

/** A folder or a loose file of scripts/. */
export interface Room {
  /** Its content, for ARCHITECTURE.md. */
  readonly holds: string;
  /** Rooms that it may import. */
  readonly imports: readonly string[];
}

export const ROOMS: { readonly [room: string]: Room } = {
  assemble: {
    holds:
      'plans the files of a site: outline, addresses, plan, values of templates; the types of features (`scripts/assemble/feature.ts`) and of kinds of pages (`scripts/assemble/kind.ts`)',
    imports: ['base', 'config', 'fields', 'plugins', 'services', 'template', 'types.ts', 'work'],
  },
  base: {
    holds:
      'shared foundations: rules and diagnostics (`scripts/base/diagnostics.ts`), paths that stay inside the site (`scripts/base/inside.ts`), input folders, picture formats, text, requests',
    imports: ['markdown', 'types.ts'],
  },
  build: {
    holds: 'a build from start to record; builds that a running `dev` does for another process (`scripts/build/delegated.ts`)',
    imports: [
      'assemble',
      'base',
      'cache',
      'config',
      'engine',
      'features',
      'picture',
      'plugins',
      'publish',
      'read',
      'types.ts',
      'work',
    ],
  },
  cache: {
    holds: 'the store of results, the record of the last build, the table of files, the lock',
    imports: ['base'],
  },
  check: {
    holds: '`check`: its own rules (one file each), external links, copy-editing, fixes',
    imports: ['assemble', 'base', 'config', 'engine', 'features', 'markdown', 'read', 'types.ts', 'work'],
  },
  cli: {
    holds: 'the commands, one file each (`scripts/cli/cli.ts` has the table), and what they print',
    imports: [
      'assemble',
      'base',
      'build',
      'cache',
      'check',
      'config',
      'dev',
      'engine',
      'features',
      'import',
      'language',
      'markdown',
      'new',
      'picture',
      'publish',
      'read',
      'serve',
      'types.ts',
      'work',
    ],
  },
  config: {
    holds: '`content/site.yaml`: settings without a feature, silenced warnings, `content/urls.yaml`',
    imports: ['base', 'fields', 'markdown', 'types.ts'],
  },
  dev: {
    holds: '`dev`: follows files, makes pages on request, serves them, and updates open pages',
    imports: ['assemble', 'base', 'config', 'engine', 'features', 'serve', 'types.ts', 'work'],
  },
  engine: {
    holds: 'the site that all commands ask: inputs, reading, articles, pictures, theme, artifacts, facts, problems, record',
    imports: ['assemble', 'base', 'cache', 'config', 'picture', 'plugins', 'read', 'render', 'types.ts', 'work'],
  },
  features: {
    holds: 'what a site has: one folder for each feature, and their table (`scripts/features/table.ts`)',
    imports: [
      'assemble',
      'base',
      'cache',
      'config',
      'engine',
      'fields',
      'markdown',
      'picture',
      'plugins',
      'services',
      'template',
      'types.ts',
      'work',
    ],
  },
  fields: {
    holds: 'how settings and front matter fields are declared, read and checked',
    imports: ['base', 'markdown', 'types.ts'],
  },
  import: {
    holds:
      'makes a site from a blog of another tool: one folder for each tool (`scripts/import/oldTools.ts` has the table), the conversion of texts, the proof and the report',
    imports: [
      'assemble',
      'base',
      'build',
      'check',
      'config',
      'features',
      'fields',
      'markdown',
      'new',
      'picture',
      'read',
      'render',
      'types.ts',
    ],
  },
  language: {
    holds:
      'the languages of messages (`scripts/language/language.ts`): translates finished texts; has a folder for each language',
    imports: ['base', 'types.ts'],
  },
  lib: {
    holds:
      'what other programs import: `titleblock`, `titleblock/markdown`, `titleblock/template`, and the packages `remark-pandoc`, `pandoc-template`, `cjk-search`',
    imports: ['base', 'check', 'dev', 'features', 'markdown', 'plugins', 'start', 'template', 'types.ts'],
  },
  markdown: {
    holds: 'a library of its own: the readers of Pandoc’s dialect, CommonMark and GFM (`scripts/markdown/reader.ts`)',
    imports: [],
  },
  new: {
    holds: 'new posts, pages and sites; the list of published addresses; the newest posts of friends',
    imports: ['assemble', 'base', 'build', 'config', 'features', 'fields', 'markdown', 'read', 'types.ts'],
  },
  picture: {
    holds: 'what a picture file is; its variants, planned and encoded; fonts',
    imports: ['base', 'cache', 'svg', 'types.ts', 'work'],
  },
  plugins: {
    holds: 'bundles, loads and calls the plugins of a site',
    imports: ['base', 'config', 'markdown', 'types.ts'],
  },
  publish: {
    holds: 'writes the output folder: what differs, whole files only, and removes what is stale',
    imports: ['base', 'cache', 'types.ts', 'work'],
  },
  read: {
    holds: 'reads a site: files, headers, visibility, the index',
    imports: ['base', 'cache', 'config', 'fields', 'markdown', 'types.ts'],
  },
  render: {
    holds: 'turns one source into one article: the unified pipeline, links, pictures, formulas, marks of other tools',
    imports: ['base', 'config', 'fields', 'markdown', 'plugins', 'svg', 'types.ts'],
  },
  serve: {
    holds: 'HTTP for `dev` and `preview`',
    imports: ['base'],
  },
  services: {
    holds: 'the type of a comment or analytics service',
    imports: ['base', 'fields'],
  },
  start: {
    holds: 'bundles the program when its sources changed (`scripts/start/start.cjs`), and starts it',
    imports: ['base', 'build', 'cli'],
  },
  svg: {
    holds: 'cleans SVG drawings, and draws Graphviz diagrams',
    imports: ['base'],
  },
  template: {
    holds: 'a library of its own: Pandoc’s template language',
    imports: [],
  },
  tools: {
    holds: 'generated docs (`scripts/tools/docs/`), packages, releases, mutation tests, demo pictures',
    imports: ['assemble', 'base', 'config', 'features', 'fields', 'language', 'markdown', 'read', 'render', 'template'],
  },
  work: {
    holds: 'tasks as plain values, and their executors: this thread, workers, a process, other machines (`scripts/work/queue/`)',
    imports: ['base'],
  },
  'types.ts': {
    holds: 'the plain values that pass between stages',
    imports: [],
  },
};
