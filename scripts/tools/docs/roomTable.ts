// The table of rooms.

/** A folder or a loose file of scripts/. */
export interface Room {
  /** What it holds, for ARCHITECTURE.md. */
  readonly holds: string;
  /** The rooms that it may import. */
  readonly imports: readonly string[];
}

export const ROOMS: { readonly [room: string]: Room } = {
  announce: {
    holds: '`announce`: the services that are notified of new pages, one file each',
    imports: ['assemble', 'cache', 'config', 'flow', 'inside.ts', 'make', 'text'],
  },
  assemble: {
    holds:
      'the outline and plan of a site: kinds of pages (`scripts/assemble/kinds/`), other outputs (`scripts/assemble/outputs/`), what templates get',
    imports: [
      'activeFiles.ts',
      'cache',
      'card',
      'columns.ts',
      'config',
      'diagnostics.ts',
      'flow',
      'inside.ts',
      'keptNames.ts',
      'plugins',
      'search',
      'services',
      'siteLookup.ts',
      'template',
      'text',
      'types.ts',
      'variants.ts',
    ],
  },
  cache: {
    holds:
      'the store of results (`scripts/cache/store.ts`), the record of the last build (`scripts/cache/record.ts`, its tables in `scripts/cache/chunks.ts`), how files are recognised (`scripts/cache/fileTable.ts`), the lock',
    imports: ['errors.ts', 'inside.ts', 'types.ts'],
  },
  card: {
    holds: 'social cards: the font, the lines of a title, the drawing',
    imports: ['cache', 'checksum.ts', 'flow', 'inside.ts', 'program.ts', 'text'],
  },
  check: {
    holds:
      '`check`: the problems of a build, and its own rules, one file each; external links (`scripts/check/external/`), copy-editing, fixes',
    imports: [
      'assemble',
      'config',
      'dev',
      'diagnostics.ts',
      'executor',
      'flow',
      'make',
      'markdown',
      'picture',
      'plugins',
      'program.ts',
      'read',
      'siteLookup.ts',
      'text',
      'types.ts',
    ],
  },
  cli: {
    holds:
      'the commands, one file each, and their table (`scripts/cli/cli.ts`); what they say; `--explain`, `--verify`, `--profile` and `--cpu-prof`',
    imports: [
      'announce',
      'assemble',
      'cache',
      'check',
      'config',
      'dev',
      'diagnostics.ts',
      'errors.ts',
      'inside.ts',
      'make',
      'new',
      'picture',
      'program.ts',
      'publish',
      'queue',
      'read',
      'search',
      'serve',
      'text',
      'types.ts',
    ],
  },
  config: {
    holds:
      'site.yaml: its fields, defaults and checks; silenced warnings (`scripts/config/answers.ts`); urls.yaml (`scripts/config/publishedUrls.ts`)',
    imports: [
      'activeFiles.ts',
      'diagnostics.ts',
      'fields',
      'inside.ts',
      'markdown',
      'services',
      'siteLookup.ts',
      'text',
      'types.ts',
    ],
  },
  dev: {
    holds: '`dev`: files, articles, pictures and pages on request; the server; the script in the page',
    imports: [
      'activeFiles.ts',
      'assemble',
      'cache',
      'card',
      'config',
      'diagnostics.ts',
      'errors.ts',
      'executor',
      'flow',
      'inside.ts',
      'leaks',
      'make',
      'picture',
      'plugins',
      'program.ts',
      'read',
      'render',
      'serve',
      'services',
      'siteLookup.ts',
      'text',
      'types.ts',
      'variants.ts',
    ],
  },
  executor: {
    holds: 'pieces of work as plain values, done in this thread, in workers, or in a process',
    imports: [
      'assemble',
      'cache',
      'card',
      'errors.ts',
      'flow',
      'leaks',
      'picture',
      'program.ts',
      'render',
      'siteLookup.ts',
      'types.ts',
    ],
  },
  fields: {
    holds: 'how fields of a YAML mapping are declared, read and explained, for site.yaml and front matter',
    imports: ['markdown', 'text', 'types.ts'],
  },
  flow: {
    holds:
      'values made once, work so much at once; requests to other servers (`scripts/flow/request.ts`), which go to no private address',
    imports: ['text'],
  },
  leaks: {
    holds: 'what must not be published: secrets, forgotten files, the text of drafts, paths of this machine',
    imports: ['cache', 'diagnostics.ts', 'errors.ts', 'program.ts', 'siteLookup.ts', 'types.ts'],
  },
  lib: {
    holds: 'what other programs import: the program as a library, `titleblock/markdown`, `titleblock/template`',
    imports: ['check', 'dev', 'markdown', 'plugins', 'start', 'template', 'text', 'types.ts'],
  },
  make: {
    holds: 'a build: the stages, with the results of the last build (`scripts/make/lastBuild.ts`)',
    imports: [
      'activeFiles.ts',
      'assemble',
      'cache',
      'card',
      'columns.ts',
      'config',
      'diagnostics.ts',
      'errors.ts',
      'executor',
      'flow',
      'inside.ts',
      'leaks',
      'picture',
      'plugins',
      'program.ts',
      'publish',
      'queue',
      'read',
      'render',
      'search',
      'siteLookup.ts',
      'text',
      'types.ts',
      'variants.ts',
    ],
  },
  markdown: {
    holds:
      'a library of its own. `scripts/markdown/reader.ts` chooses the reader: remark-parse for CommonMark and GFM, `scripts/markdown/index.ts` for Pandoc’s dialect',
    imports: [],
  },
  new: {
    holds:
      'new posts, pages and sites: slugs, addresses in use, the files of `init`; `urls`, with what older and deployed sites tell of their addresses',
    imports: [
      'assemble',
      'config',
      'diagnostics.ts',
      'flow',
      'inside.ts',
      'make',
      'markdown',
      'program.ts',
      'read',
      'siteLookup.ts',
      'text',
      'types.ts',
    ],
  },
  picture: {
    holds: 'pictures: what a file is, its metadata taken out, its variants planned and encoded',
    imports: [
      'cache',
      'card',
      'checksum.ts',
      'columns.ts',
      'diagnostics.ts',
      'errors.ts',
      'flow',
      'inside.ts',
      'program.ts',
      'remoteName.ts',
      'svg',
      'types.ts',
      'variants.ts',
    ],
  },
  plugins: {
    holds: 'plugins of a site: what one is (`scripts/plugins/plugin.ts`), bundled, loaded in each thread, asked',
    imports: ['cache', 'config', 'diagnostics.ts', 'inside.ts', 'program.ts', 'text', 'types.ts'],
  },
  publish: {
    holds: 'writes the output folder: what differs, each file at once, and removes what is no longer made',
    imports: ['cache', 'diagnostics.ts', 'errors.ts', 'flow', 'inside.ts', 'types.ts'],
  },
  queue: {
    holds: 'an executor that hands tasks to other machines, and the worker there; where inputs and results are kept',
    imports: ['cache', 'errors.ts', 'executor', 'inside.ts', 'program.ts'],
  },
  read: {
    holds: 'reads a site: which files it has, headers of all kinds, who may see a text, the index',
    imports: [
      'activeFiles.ts',
      'cache',
      'config',
      'diagnostics.ts',
      'fields',
      'inside.ts',
      'keptNames.ts',
      'markdown',
      'program.ts',
      'siteLookup.ts',
      'text',
      'types.ts',
    ],
  },
  render: {
    holds: 'one source becomes one article: unified’s pipeline, links, pictures, formulas, marks of other tools',
    imports: [
      'activeFiles.ts',
      'cache',
      'columns.ts',
      'config',
      'diagnostics.ts',
      'flow',
      'markdown',
      'plugins',
      'program.ts',
      'remoteName.ts',
      'search',
      'siteLookup.ts',
      'svg',
      'text',
      'types.ts',
    ],
  },
  search: {
    holds: 'a library of its own: a static index for full-text search, and what reads it in a browser',
    imports: [],
  },
  serve: {
    holds: 'code that both servers share; `preview`: the output folder as a static host serves it',
    imports: ['errors.ts', 'inside.ts'],
  },
  services: {
    holds: 'comments and analytics: one file per service, with what it needs in the policy',
    imports: ['cache', 'fields', 'text'],
  },
  start: {
    holds:
      'starts the program: bundles the sources when they have changed (`scripts/start/start.cjs`), keeps V8’s compiled code; what every start loads is the front (`scripts/start/front.ts`), and what its modules import with `import()` is the back',
    imports: ['cli', 'diagnostics.ts', 'make'],
  },
  svg: {
    holds: 'drawings: the cleaner with its lists (`scripts/svg/harmless.ts`), the CSS in them, Graphviz in its thread',
    imports: ['program.ts'],
  },
  template: {
    holds: 'a library of its own: Pandoc’s template language; parse, compile, check',
    imports: [],
  },
  text: {
    holds:
      'characters that no page may hold, where a text may be cut, days without time or zone, tags in raw HTML, where a title may break, stylesheets without comments',
    imports: ['search', 'types.ts'],
  },
  tools: {
    holds:
      '`npm run docs` and `docs:build` (`scripts/tools/docs/`), the packages (`scripts/tools/pack.ts`), their licences and SBOM, releases, mutants of the sources that a test should notice (`scripts/tools/mutate/`), the demo site’s pictures, programs that answer cases as JSON lines',
    imports: ['assemble', 'cache', 'config', 'diagnostics.ts', 'fields', 'keptNames.ts', 'make', 'markdown', 'read', 'template'],
  },
  'activeFiles.ts': {
    holds: 'files that `safe: true` does not publish',
    imports: ['diagnostics.ts', 'siteLookup.ts', 'types.ts'],
  },
  'checksum.ts': {
    holds: 'CRC-32, for the chunks of PNGs',
    imports: [],
  },
  'columns.ts': {
    holds: 'how wide the pages of our templates show a picture',
    imports: [],
  },
  'diagnostics.ts': {
    holds: 'the rules, how a problem is made, the report',
    imports: ['markdown', 'text', 'types.ts'],
  },
  'errors.ts': {
    holds: 'errors that pass between the two bundles',
    imports: ['types.ts'],
  },
  'inside.ts': {
    holds: 'whether a path is inside a folder: every reader and writer of a file that content names asks it',
    imports: [],
  },
  'keptNames.ts': {
    holds: 'names of files and folders that keep back what is in them',
    imports: [],
  },
  'program.ts': {
    holds: 'where the program lies, and which version it is',
    imports: [],
  },
  'remoteName.ts': {
    holds: 'file names for pictures of other sites',
    imports: ['cache'],
  },
  'siteLookup.ts': {
    holds: 'look-ups in the site index',
    imports: ['text', 'types.ts'],
  },
  'types.ts': {
    holds: 'the plain values that rooms hand to each other',
    imports: [],
  },
  'variants.ts': {
    holds: 'the files that are made of a picture',
    imports: ['types.ts'],
  },
};
