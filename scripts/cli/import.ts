// `import`: makes a site from the blog of another tool, beside it, and proves that nothing is lost.

import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { count } from '../base/diagnostics.js';
import { PROJECT } from '../base/program.js';
import type { Finished, Imported } from '../import/finish.js';
import type { ImportReport } from '../import/report.js';
import { command, type Environment, type OptionValues, UsageError } from './command.js';
import { progressBar, progressLine } from './progress.js';
import { shellWord } from './terminal.js';

const OPTIONS = {
  from: {
    type: 'string',
    value: 'TOOL',
    about:
      'the tool of the old blog, if it is not recognised: hexo, hugo, jekyll, vuepress, vitepress, hakyll, wordpress, ghost, typecho, obsidian or pandoc',
  },
  url: { type: 'string', value: 'ADDRESS', about: 'the address of the old site, if its settings or its export do not say it' },
  localise: { type: 'boolean', about: 'downloads pictures of other sites into the new site when it is built' },
  verify: { type: 'boolean', about: 'compares the imported site in this folder with its old blog again, and writes the report' },
  package: {
    type: 'string',
    value: 'FILE',
    about: 'the tarball of titleblock that the site depends on (default: the version on the registry, else this program, packed)',
  },
} as const;

type Values = OptionValues<typeof OPTIONS>;

/** The options that `init --from` passes on. */
export type ImportValues = Pick<Values, 'package' | 'url'>;

export const importCommand = command({
  name: 'import',
  operand: 'OLD [NEW]',
  about:
    'Makes a site from a blog of another tool: its folder, or its export. The old blog is only read; the site goes into NEW (default: a folder beside it, with -titleblock after its name).',
  example: 'npm run import -- ../my-hexo-blog my-blog',
  options: OPTIONS,
  more: `Ends with import-report.html, which shows what became of each address, text and picture, and
what is left to do by hand. Run it again after the old blog has changed: it adds what is new and
leaves alone what you have edited.

Exit codes
  0  the site was made, and has all that the old blog had
  1  the report names something that is gone, or nothing was written, for the reason that is printed
  2  wrong usage`,
  run: async (values, environment, operands) => {
    if (values.verify) {
      if (operands.length > 0)
        throw new UsageError('--verify compares the site in this folder, or in --root; it takes no folder');
      return verify(environment);
    }
    const [old, fresh] = operands;
    if (old === undefined || operands.length > 2)
      throw new UsageError('expected the folder of the old blog: npm run import -- ../my-hexo-blog my-blog');
    return importInto(old, fresh, values, environment);
  },
});

/** Imports a blog. @returns the exit code */
export async function importInto(
  old: string,
  fresh: string | undefined,
  values: Values,
  environment: Environment,
): Promise<number> {
  const { here, speech } = environment;
  const from = resolve(here, old);
  if (!existsSync(from)) throw new UsageError(`there is no file or folder ${old}`);
  const to = resolve(here, fresh ?? besideOf(from));
  refuseFolder(from, to, relative(here, to) || '.');
  const tarball = values.package === undefined ? undefined : resolve(here, values.package);
  const { importBlog } = await import('../import/import.js');
  const { OldBlogError } = await import('../import/oldTool.js');
  const { OldFolder } = await import('../import/oldFolder.js');
  try {
    const starter = existsSync(join(to, 'package.json')) ? {} : await starterOf(tarball, environment);
    const { tool, blog, texts, notes, ...moved } = await importBlog({
      recognised: (title) => console.error(speech.text(`a blog of ${title}: ${old}`)),
      ...{
        from,
        to,
        tool: values.from,
        localises: values.localise ?? false,
        url: addressIn(values.url),
        starter,
        translate: speech.comment,
      },
    });
    console.error(
      speech.text(
        `${moved.added.length} files added, ${moved.updated.length} updated, ${moved.kept.length} left as you have edited them`,
      ),
    );
    return await finishAndPrint(
      { root: to, tool, blog, folder: OldFolder.at(from), from: shown(to, from), texts, notes, moved },
      environment,
    );
  } catch (error) {
    if (!(error instanceof OldBlogError)) throw error;
    console.error(`titleblock: ${speech.text(error.message)}`);
    return 1;
  }
}

/** @throws UsageError for anything that is no web address */
function addressIn(url: string | undefined): string | undefined {
  if (url === undefined) return undefined;
  const address = /^https?:\/\//i.test(url) ? url : `https://${url}`;
  if (!URL.canParse(address)) throw new UsageError(`--url must be an address such as https://blog.example.org, not "${url}"`);
  return address.replace(/\/+$/, '');
}

/** The folder of a new site: beside the old blog. */
function besideOf(from: string): string {
  return join(dirname(from), `${basename(from).replace(/\.(?:xml|wxr|json|sql|dat)$/i, '')}-titleblock`);
}

const shown = (root: string, from: string): string => relative(root, from).split(sep).join('/');

/** @throws UsageError for a folder that holds the old blog, lies in it, or has something else */
function refuseFolder(from: string, to: string, name: string): void {
  const isInside = (inner: string, outer: string) =>
    inner === outer || inner.startsWith(outer.endsWith(sep) ? outer : outer + sep);
  const folder = statSync(from).isDirectory() ? from : undefined;
  if (folder !== undefined && (isInside(to, folder) || isInside(folder, to)))
    throw new UsageError(`${name} and the old blog would lie in one another; choose a folder beside it`);
  if (!existsSync(to) || existsSync(join(to, 'import.json'))) return;
  if (!statSync(to).isDirectory() || readdirSync(to).length > 0)
    throw new UsageError(`${name} has something else already; choose another folder`);
}

/** Returns package.json and .gitignore, as `init` makes them. */
async function starterOf(
  tarball: string | undefined,
  { speech }: Environment,
): Promise<{ readonly [path: string]: string | Uint8Array }> {
  const { starterFiles } = await import('../new/starter.js');
  const { programPackage } = await import('../new/programPackage.js');
  if (tarball !== undefined && !existsSync(tarball)) throw new UsageError(`there is no file ${tarball}`);
  const { version } = JSON.parse(readFileSync(join(PROJECT, 'package.json'), 'utf8')) as { version: string };
  const program = programPackage(version, tarball, () => console.error(speech.text('packing titleblock for the site…')));
  const answers = {
    title: '',
    author: '',
    language: 'en',
    url: '',
    host: 'none',
    chosen: {},
    date: '2000-01-01',
    program,
  } as const;
  const files = Object.fromEntries(Object.entries(starterFiles(answers)).filter(([path]) => !/^(?:content|images)\//.test(path)));
  const manifest = JSON.parse(String(files['package.json'])) as { scripts: object };
  const scripts = { ...manifest.scripts, import: 'titleblock import' };
  return { ...files, 'package.json': `${JSON.stringify({ ...manifest, scripts }, null, 2)}\n` };
}

async function verify(environment: Environment): Promise<number> {
  const { root, speech } = environment;
  const { readManifest } = await import('../import/manifest.js');
  const { readAgain } = await import('../import/import.js');
  const { OldBlogError } = await import('../import/oldTool.js');
  const manifest = readManifest(root);
  if (!manifest) throw new UsageError(`${root} has no import.json: it was not made by \`npm run import\``);
  if (!existsSync(resolve(root, manifest.from)))
    throw new UsageError(`the old blog is no longer at ${manifest.from}, from where it was imported`);
  try {
    return await finishAndPrint({ root, ...readAgain(root, manifest) }, environment, false);
  } catch (error) {
    if (!(error instanceof OldBlogError)) throw error;
    console.error(`titleblock: ${speech.text(error.message)}`);
    return 1;
  }
}

async function finishAndPrint(imported: Imported, { here, speech }: Environment, isNew = true): Promise<number> {
  const { finish, REPORT } = await import('../import/finish.js');
  const progress = process.stderr.isTTY === true ? progressBar(speech) : progressLine(speech);
  const finished = await finish(imported, speech, progress);
  const folder = relative(here, imported.root) || '.';
  for (const line of summaryOf(finished)) console.log(speech.text(line));
  console.log(`${speech.text('The report:')} ${join(folder, REPORT.page)}`);
  if (finished.isBuilt && isNew) console.error(`\n${speech.text('Next:')} cd ${shellWord(folder)} && npm install && npm run dev`);
  return finished.isBuilt && isComplete(finished.report) ? 0 : 1;
}

/** Returns the lines that tell what became of the old blog. */
function summaryOf({ report, problems, isBuilt }: Finished): string[] {
  const { texts, addresses, content, left } = report;
  const errors = problems.filter(({ fatal }) => fatal);
  return [
    ...(isBuilt ? [] : [`the site has ${count(errors)}; npm run build shows them`]),
    `${texts.posts} posts and ${texts.pages} pages, of which ${texts.hidden.length} are not published`,
    `addresses: ${addresses.served} served, ${addresses.redirected} redirected, ${addresses.withheld.length} withheld, ${addresses.gone.length} gone`,
    `${content.compared} texts compared; ${content.less.length} have less than before`,
    `left to do by hand: ${left.reduce((sum, group) => sum + group.count, 0)} places of ${left.length} kinds`,
  ];
}

/** True if nothing of the old blog is missing, apart from what it did not publish. */
function isComplete({ addresses, content }: ImportReport): boolean {
  return addresses.gone.length === 0 && content.less.length === 0;
}
