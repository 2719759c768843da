// Each rule has an example in tests/rules/: a site with the problem, its report in both languages, and the fix. docs/problems.md
// shows them. To add one, write its site and fix, and run this test with TITLEBLOCK_ACCEPT=1; then read both reports.

import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { RULES, report } from '../scripts/base/diagnostics.js';
import type { Speech } from '../scripts/base/speech.js';
import { build } from '../scripts/build/build.js';
import { check } from '../scripts/check/check.js';
import { copyeditor } from '../scripts/check/copyedit.js';
import { checkExternal } from '../scripts/check/external/external.js';
import { textIn } from '../scripts/cli/terminal.js';
import { verify } from '../scripts/cli/verify.js';
import { LINKS_FILE } from '../scripts/config/seenLinks.js';
import { speechOf } from '../scripts/language/language.js';
import { TIME_LIMIT } from '../scripts/svg/graphviz.js';
import { CHINESE as IN_CHINESE } from '../scripts/tools/docs/chinese.js';
import { withTables } from '../scripts/tools/docs/tables.js';
import { ENGLISH } from '../scripts/tools/docs/words.js';
import { needsTools } from '../scripts/tools/toolFolders.js';
import type { Diagnostic } from '../scripts/types.js';
import { type Example, type ExampleState, readExamples, withReports } from './rules/examples.js';
import { contentOf } from './rules/files.js';
import { buildAt, PROJECT, QUIET, quickly, SITE_YAML, temporaryFolder, writeFiles } from './support.js';

const EXAMPLES = readExamples();
const CHINESE = speechOf('zh') as Speech;
const HOME = '/home/me';
const SETTINGS = 'content/site.yaml';

/** The commands of examples. */
const COMMANDS: { readonly [command: string]: (root: string) => Promise<readonly Diagnostic[]> } = {
  build: async (root) => (await buildAt(root)).problems,
  'build --verify': async (root) => {
    const options = { ...QUIET, root, out: join(root, 'dist') };
    const result = await build(options);
    return [...result.problems, ...(await verify(options, result, build))];
  },
  check: (root) => check({ root, drafts: false }),
  'check --copyedit': (root) => check({ root, drafts: false, copyedit: copyeditor(PROJECT) }),
  'check --external': (root) =>
    check({
      root,
      drafts: false,
      external: async ({ outline, textOf }) => {
        const linksText = readFileSync(join(root, LINKS_FILE), 'utf8');
        // No test asks the Internet Archive.
        const archive = 'http://127.0.0.1:9/';
        return (await checkExternal({ outline, textOf, linksText, today: QUIET.today(), archive })).problems;
      },
    }),
};

test('each rule has an example, and no other', () => {
  expect([...EXAMPLES.keys()].sort()).toEqual(Object.keys(RULES).sort());
});

test('only a few rules cannot be shown by files', () => {
  expect([...EXAMPLES.values()].filter(({ whyNot }) => whyNot).length).toBeLessThanOrEqual(5);
});

const { milliseconds } = TIME_LIMIT;
afterEach(() => {
  vi.unstubAllEnvs();
  TIME_LIMIT.milliseconds = milliseconds;
});

const hasAutoCorrect = needsTools('tests/optional', 'the example of text/copyedit');
const shown = [...EXAMPLES.values()].filter(
  ({ rule, whyNot }) => rule in RULES && !whyNot && (hasAutoCorrect || rule !== 'text/copyedit'),
);

test.each(shown.map((example) => [example.rule, example] as const))('shows %s and its fix', async (rule, example) => {
  // Windows has no shell that all contributors have.
  if (process.platform === 'win32' && example.site.run + example.fixed.run !== '') return;
  // The folder that plugins and the leak check know as the writer's.
  for (const name of ['HOME', 'USERPROFILE']) vi.stubEnv(name, HOME);
  const root = temporaryFolder();
  await apply(root, example, example.site);
  // No diagram of a few lines is slow enough.
  if (rule === 'code/slow') TIME_LIMIT.milliseconds = 1;
  const problems = await problemsAt(root, example);
  TIME_LIMIT.milliseconds = milliseconds;
  const found = problems.filter(({ ruleId }) => ruleId === rule);
  const [english, chinese] = [undefined, CHINESE].map((speech) =>
    stable(report(found, { color: false, textOf: textIn(root), ...(speech && { speech }) }), root),
  ) as [string, string];
  if (process.env.TITLEBLOCK_ACCEPT && english !== '')
    writeFileSync(example.source, withReports(readFileSync(example.source, 'utf8'), english, chinese));
  else expect([english, chinese]).toEqual([example.report, example.reportZh]);
  expect(problems.filter(({ ruleId, fatal }) => fatal && ruleId !== rule)).toEqual([]);
  expect(english).not.toBe('');
  expect(found.flatMap(untranslated)).toEqual([]);
  await apply(root, example, example.fixed);
  expect(await problemsAt(root, example)).toEqual([]);
});

test.each([
  ['English', ENGLISH, ({ report }: Example) => report],
  ['Chinese', IN_CHINESE, ({ reportZh }: Example) => reportZh],
] as const)('docs show all examples in %s', (_language, words, reportOf) => {
  const page = withTables('<!-- table rules -->\n<!-- end -->\n', words);
  const examples = [...readExamples().values()];
  expect(examples.filter((example) => !page.includes(reportOf(example))).map(({ rule }) => rule)).toEqual([]);
});

async function problemsAt(root: string, { command }: Example): Promise<readonly Diagnostic[]> {
  const problemsOf = COMMANDS[command];
  if (!problemsOf) throw new Error(`unknown command "${command}"`);
  return problemsOf(root);
}

/** Writes the files of a site, or changes them, and runs its commands. */
async function apply(root: string, { rule, site }: Example, state: ExampleState): Promise<void> {
  if (state === site && !site.files.some(({ path }) => path === SETTINGS)) writeFiles(root, { [SETTINGS]: quickly(SITE_YAML) });
  for (const file of state.files) {
    const content = await contentOf(file);
    // More settings could change a report about them.
    const isSettings = file.path === SETTINGS && !(state === site && rule.startsWith('config/'));
    if (state !== site && content === '') rmSync(join(root, file.path));
    else writeFiles(root, { [file.path]: isSettings && typeof content === 'string' ? quickly(content) : content });
  }
  if (state.run === '') return;
  const { status, stderr } = spawnSync('sh', ['-ec', state.run], { cwd: root, encoding: 'utf8' });
  expect([status, stderr]).toEqual([0, '']);
}

/** Returns the texts of a problem that have no Chinese translation, unless they are the words of a plugin. */
function untranslated(problem: Diagnostic): string[] {
  const { reason, note } = CHINESE.problem(problem);
  const texts = ['plugin/message', 'plugin/rule'].includes(problem.ruleId) ? [note] : [reason, note];
  return texts.flatMap((text) => (text === undefined || /\p{Script=Han}/u.test(text) ? [] : text));
}

/** Replaces what differs between machines. */
function stable(text: string, root: string): string {
  return text.replaceAll(root, `${HOME}/blog`).replaceAll('0.001 seconds', '20 seconds').replaceAll('0.001 秒', '20 秒');
}
