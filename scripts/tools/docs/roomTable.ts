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
      'the outline and plan of a site; what a feature, a kind of page and an output are (`scripts/assemble/feature.ts`, `scripts/assemble/kind.ts`); what templates get',
    imports: ['base', 'config', 'fields', 'plugins', 'services', 'template', 'types.ts', 'work'],
  },
  base: {
    holds:
      'what all rooms stand on: the rules and how a problem is made (`scripts/base/diagnostics.ts`), paths within a folder (`scripts/base/inside.ts`: every reader and writer of a file that content names asks it), look-ups in the index of a site, the input folders (`scripts/base/inputFolders.ts`), the picture formats (`scripts/base/pictureFormats/`), which names keep a file back, characters, days and cuts of texts (`scripts/base/text/`), values made once, requests that go to no private address (`scripts/base/flow/`)',
    imports: ['markdown', 'types.ts'],
  },
  build: {
    holds:
      'the build: whether there is anything to do (`scripts/build/build.ts`), the engine’s plan carried out, what the next build is to know; builds that a running `dev` does for another process (`scripts/build/delegated.ts`)',
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
    holds:
      'the store of results (`scripts/cache/store.ts`), the record of the last build (`scripts/cache/record.ts`, its tables in `scripts/cache/chunks.ts`), how files are recognised (`scripts/cache/fileTable.ts`), the lock',
    imports: ['base'],
  },
  check: {
    holds:
      '`check`: the problems of a build, and its own rules, one file each; external links (`scripts/check/external/`), copy-editing, fixes',
    imports: ['assemble', 'base', 'config', 'engine', 'features', 'markdown', 'read', 'types.ts', 'work'],
  },
  cli: {
    holds:
      'the commands, one file each, and their table (`scripts/cli/cli.ts`); what they say; `--explain`, `--verify`, `--profile` and `--cpu-prof`',
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
    holds:
      'site.yaml: the settings that no feature declares, their defaults and checks; silenced warnings (`scripts/config/answers.ts`); urls.yaml (`scripts/config/publishedUrls.ts`)',
    imports: ['base', 'fields', 'markdown', 'types.ts'],
  },
  dev: {
    holds: '`dev`: files, articles, pictures and pages on request; the server; the script in the page',
    imports: ['assemble', 'base', 'config', 'engine', 'features', 'serve', 'types.ts', 'work'],
  },
  engine: {
    holds:
      'what a build, `dev` and `check` ask: inputs, reading, articles, pictures, theme, what a feature may make of a site (`scripts/engine/artifact.ts`); facts and problems of the site, each put together in one place; the record of the last build (`scripts/engine/lastBuild.ts`)',
    imports: ['assemble', 'base', 'cache', 'config', 'picture', 'plugins', 'read', 'render', 'types.ts', 'work'],
  },
  features: {
    holds:
      'what a site has: a folder for each feature, with all that the program knows of it, and their table (`scripts/features/table.ts`)',
    imports: [
      'assemble',
      'base',
      'cache',
      'config',
      'engine',
      'fields',
      'picture',
      'plugins',
      'services',
      'template',
      'types.ts',
      'work',
    ],
  },
  fields: {
    holds:
      'how fields of a YAML mapping are declared, by the program and by features, read and explained, for site.yaml and front matter',
    imports: ['base', 'markdown', 'types.ts'],
  },
  language: {
    holds:
      'the languages that the program speaks (`scripts/language/language.ts`): a translator of finished texts, and their translations, a folder for each language',
    imports: ['base', 'types.ts'],
  },
  lib: {
    holds: 'what other programs import: the program as a library, `titleblock/markdown`, `titleblock/template`',
    imports: ['base', 'check', 'dev', 'markdown', 'plugins', 'start', 'template', 'types.ts'],
  },
  markdown: {
    holds:
      'a library of its own. `scripts/markdown/reader.ts` chooses the reader: remark-parse for CommonMark and GFM, `scripts/markdown/index.ts` for Pandoc’s dialect',
    imports: [],
  },
  new: {
    holds:
      'new posts, pages and sites: slugs, addresses in use, the files of `init`; `urls`, with what older and deployed sites tell of their addresses',
    imports: ['assemble', 'base', 'build', 'config', 'features', 'markdown', 'read', 'types.ts'],
  },
  picture: {
    holds: 'pictures: what a file is, and its variants, planned and encoded; the fonts that drawings and cards are drawn with',
    imports: ['base', 'cache', 'svg', 'types.ts', 'work'],
  },
  plugins: {
    holds: 'plugins of a site: what one is (`scripts/plugins/plugin.ts`), bundled, loaded in each thread, asked',
    imports: ['base', 'config', 'markdown', 'types.ts'],
  },
  publish: {
    holds: 'writes the output folder: what differs, each file at once, and removes what is no longer made',
    imports: ['base', 'cache', 'types.ts', 'work'],
  },
  read: {
    holds: 'reads a site: which files it has, headers of all kinds, who may see a text, the index',
    imports: ['base', 'cache', 'config', 'fields', 'markdown', 'types.ts'],
  },
  render: {
    holds: 'one source becomes one article: unified’s pipeline, links, pictures, formulas, marks of other tools',
    imports: ['base', 'config', 'markdown', 'plugins', 'svg', 'types.ts'],
  },
  serve: {
    holds: 'code that both servers share; `preview`: the output folder as a static host serves it',
    imports: ['base'],
  },
  services: {
    holds: 'what a service of comments or analytics is, with what it needs in the policy; the services are with their features',
    imports: ['base', 'fields'],
  },
  start: {
    holds:
      'starts the program: bundles the sources when they have changed (`scripts/start/start.cjs`), keeps V8’s compiled code; what every start loads is the front (`scripts/start/front.ts`), and what its modules import with `import()` is the back',
    imports: ['base', 'build', 'cli'],
  },
  svg: {
    holds: 'drawings: the cleaner with its lists (`scripts/svg/harmless.ts`), the CSS in them, Graphviz in its thread',
    imports: ['base'],
  },
  template: {
    holds: 'a library of its own: Pandoc’s template language; parse, compile, check',
    imports: [],
  },
  tools: {
    holds:
      '`npm run docs` and `docs:build` (`scripts/tools/docs/`), the packages (`scripts/tools/pack.ts`), their licences and SBOM, releases, mutants of the sources that a test should notice (`scripts/tools/mutate/`), the demo site’s pictures, programs that answer cases as JSON lines',
    imports: ['assemble', 'base', 'config', 'features', 'fields', 'language', 'markdown', 'read', 'template'],
  },
  work: {
    holds:
      'tasks as plain values that say themselves how they may be handed out (`scripts/work/task.ts`), and who does them: this thread, workers, a process, other machines (`scripts/work/queue/`)',
    imports: ['base'],
  },
  'types.ts': {
    holds: 'the plain values that rooms hand to each other',
    imports: [],
  },
};
