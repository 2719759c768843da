// `init`: what answers mean, what is suggested, and the files that follow from the answers.

import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Speech } from '../../scripts/base/speech.js';
import { COMMANDS } from '../../scripts/cli/cli.js';
import type { Command } from '../../scripts/cli/command.js';
import { readConfig, CONFIG_FILE as SETTINGS } from '../../scripts/config/config.js';
import { FEATURES } from '../../scripts/features/table.js';
import { speechOf } from '../../scripts/language/language.js';
import { HOSTS, STARTER_CHOICES, type StarterAnswers, starterFiles } from '../../scripts/new/starter.js';
import { fieldQuestion, STARTER_QUESTIONS, type StarterQuestion } from '../../scripts/new/starterAnswers.js';
import { suggestionsFor } from '../../scripts/new/suggestions.js';
import { PROJECT, temporaryFolder } from '../support.js';

const CHINESE = speechOf('zh') as Speech;
const ANSWERS: StarterAnswers = {
  ...{ title: '试验', author: '王小明', language: 'zh-Hans', url: 'https://example.org', date: '2026-11-30' },
  ...{ host: 'none', chosen: {}, program: { dependency: '^1' } },
};

const questionFor = (option: string) => STARTER_QUESTIONS[option] as StarterQuestion;
const fieldQuestions = () =>
  STARTER_CHOICES.flatMap((choice) => Object.keys(choice.choices).flatMap((name) => fieldQuestion(choice, name) ?? []));

describe('an answer', () => {
  test.each<[string, string, string]>([
    ['title', '我的博客', '我的博客'],
    ['language', '中文', 'zh-Hans'],
    ['language', 'Traditional Chinese', 'zh-Hant'],
    ['url', 'blog.example.com/x', 'https://blog.example.com/x'],
    ['url', 'https://example.org/', 'https://example.org'],
    ['url', 'HTTP://Example.org/Blog/', 'http://example.org/Blog'],
    ['url', 'localhost:8080', 'https://localhost:8080'],
    ['url', 'example.org/博客', 'https://example.org/博客'],
    ['theme', 'Plain', 'plain'],
    ['host', 'github', 'github-pages'],
    ['comments', 'gis', 'giscus'],
    ['comments', 'None', 'none'],
  ])('to %s: %j is %j', (option, written, value) => {
    expect(questionFor(option).read(written)).toEqual({ value });
  });

  test.each<[string, string, RegExp]>([
    ['language', 'Klingon', /^"Klingon" is not a language; write 中文, English/],
    ['url', 'blog', /^"blog" is not a web address; write blog\.example\.com or https:/],
    ['url', 'my blog.example.com', /is not a web address/],
    ['url', 'ftp://example.org', /is not a web address/],
    ['url', 'https://me@example.org', /is not a web address/],
    ['url', 'example.org/?a', /is not a web address/],
    ['theme', 'paln', /; did you mean plain\?$/],
    ['theme', 'p', /; choose one of press, plain$/],
    ['host', 'heroku', /; choose one of github-pages, .*, none$/],
    ['comments', 'disqus', /none of the choices/],
  ])('to %s: %j is refused with an example, in both languages', (option, written, reason) => {
    const reading = questionFor(option).read(written);
    expect(reading).toEqual({ reason: expect.stringMatching(reason) });
    if ('reason' in reading) expect(CHINESE.text(reading.reason)).toMatch(/^(?:“.*”不是|没有“.*”)/);
  });

  test('may be the server of a comment service that needs nothing else', () => {
    const questions = fieldQuestions();
    expect(questions.map(({ question }) => question)).toContain('Address of your Waline server (empty: later)');
    expect(questions.map(({ question }) => question).join()).not.toContain('giscus');
    for (const { question, about = {} } of [...Object.values(STARTER_QUESTIONS), ...questions])
      for (const text of [question, ...Object.values(about)])
        expect([text, CHINESE.text(text)]).toEqual([text, expect.stringMatching(/\p{Script=Han}/u)]);
  });

  test('can be an option, whose help names the choices', () => {
    const { options } = COMMANDS.find(({ name }) => name === 'init') as Command;
    const asked = [...Object.keys(STARTER_QUESTIONS), ...fieldQuestions().map(({ option }) => option)];
    expect(asked.filter((option) => !(option in options))).toEqual([]);
    const choices = { ...Object.fromEntries(STARTER_CHOICES.map((each) => [each.setting, each.choices])), host: HOSTS };
    for (const [option, of] of Object.entries(choices))
      for (const name of Object.keys(of)) expect(options[option]?.about).toContain(name);
  });
});

describe('suggestions', () => {
  const suggested = (folder: string, env: NodeJS.ProcessEnv, { language, text }: Pick<Speech, 'language' | 'text'>) =>
    suggestionsFor({ root: folder, env, language, translate: text });
  const english = { language: 'en', text: (each: string) => each };

  test.each([
    ['/x/my-blog', {}, english, { title: 'My blog', language: 'en', url: 'https://example.org' }],
    ['/x/my-blog', {}, CHINESE, { title: '我的博客', language: 'zh-Hans' }],
    ['/x/notes_of_mei', { LANG: 'de_AT.UTF-8' }, english, { title: 'Notes of mei', language: 'de' }],
    [
      '/x/blog.Example.com',
      { LANG: 'C.UTF-8' },
      english,
      { title: 'blog.Example.com', url: 'https://blog.example.com', language: 'en' },
    ],
    ['/x/y', { LANG: 'zh_TW.UTF-8' }, CHINESE, { language: 'zh-Hant' }],
    ['/x/y', { LANG: 'en_US.UTF-8' }, CHINESE, { language: 'zh-Hans' }],
    ['/x/y', { LANG: 'de_DE', TITLEBLOCK_LANG: 'en' }, english, { language: 'en' }],
  ])('%s %j', (folder, env, speech, expected) => {
    expect(suggested(folder, env, speech)).toMatchObject({ ...expected, theme: 'press', host: 'none', comments: 'none' });
  });

  test.each([
    ['git@github.com:Mei/blog.git', 'https://mei.github.io/blog', 'github-pages'],
    ['https://github.com/Mei/mei.github.io', 'https://mei.github.io', 'github-pages'],
    ['https://git.example.com/mei/blog.git', 'https://example.org', 'none'],
  ])('of a repository at %s', (origin, url, host) => {
    const root = temporaryFolder();
    const git = (...args: readonly string[]) => execFileSync('git', args, { cwd: root });
    git('init', '--quiet');
    git('config', 'user.name', '王小明');
    git('remote', 'add', 'origin', origin);
    expect(suggested(root, {}, english)).toMatchObject({ author: '王小明', url, host });
    // A folder that does not exist yet has the settings of the one around it.
    expect(suggested(join(root, 'new/blog'), {}, english)).toMatchObject({ author: '王小明', url: 'https://example.org' });
  });

  test('can all be answers', () => {
    const root = join(temporaryFolder(), 'my-blog');
    mkdirSync(root);
    for (const [option, answer] of Object.entries(suggested(root, {}, english)))
      expect([option, questionFor(option).read(answer)]).toEqual([option, { value: answer }]);
  });
});

/** Returns the settings of a site and the reasons of their problems. */
function settingsIn(yaml: string) {
  const { config, problems } = readConfig(yaml, FEATURES.settingFields);
  return { config, reasons: problems.map(({ reason }) => reason) };
}

describe('the settings of a new site', () => {
  const choices = STARTER_CHOICES.flatMap(({ setting, choices: all }) =>
    Object.entries(all).map(([name, choice], at) => [setting, name, { ...choice, isFirst: at === 0 }] as const),
  );

  test.each(choices)('have %s: %s, unless it is the default or needs values', (setting, name, { isFirst, value, service }) => {
    const yaml = String(starterFiles({ ...ANSWERS, chosen: { [setting]: { name } } })[SETTINGS]);
    expect(isFirst).toBe(value === undefined);
    expect(new RegExp(`^${setting}:`, 'm').test(yaml)).toBe(value !== undefined && !service);
    expect(settingsIn(yaml).reasons).toEqual([]);
  });

  test.each(choices.filter(([, , { service }]) => service))('have lines to fill in for %s: %s', (setting, name) => {
    const chosen = { [setting]: { name }, theme: { name: 'plain' } };
    const yaml = String(starterFiles({ ...ANSWERS, chosen }, CHINESE.comment)[SETTINGS]);
    expect(settingsIn(yaml)).toMatchObject({ config: { own: { theme: { name: 'plain' } } }, reasons: [] });
    const [note = '', ...lines] = yaml.slice(yaml.indexOf('# ')).trim().split('\n');
    expect(note).toMatch(/按 https:\/\/\S+ 的说明填好下面的值/);
    expect(lines.every((line) => line.startsWith('# '))).toBe(true);
    // Without the signs of comments, one error says that the values are missing.
    const open = yaml.replace(note, '').replace(/^# /gm, '');
    expect(settingsIn(open).reasons).toEqual([expect.stringMatching(/missing|expected an address/)]);
    expect(settingsIn(open.replaceAll('""', 'https://talk.example.com')).reasons).toEqual([]);
  });

  test('have the server of a comment service that is known', () => {
    const chosen = { comments: { name: 'twikoo', fields: { server: 'https://talk.example.com' } } };
    expect(settingsIn(String(starterFiles({ ...ANSWERS, chosen })[SETTINGS]))).toMatchObject({
      config: { own: { comments: { twikoo: { server: 'https://talk.example.com' } } } },
      reasons: [],
    });
  });
});

describe('the comments in a new site', () => {
  const hosts = Object.keys(HOSTS) as (keyof typeof HOSTS)[];
  /** Leaves out comments and warnings, with the spaces before them. */
  const code = (text: string) => text.replace(/(?:^|\s)#\s.*$/gm, '').replace(/::warning::[^"]*/g, '');
  const comments = (text: string) => text.match(/(?<=(?:^|\s)#\s).*$|::warning::[^"]*/gm) ?? [];

  test.each(hosts)('are in Chinese, and the rest is unchanged: %s', (host) => {
    const files = starterFiles({ ...ANSWERS, host }, CHINESE.comment);
    for (const [from, to] of Object.entries(HOSTS[host])) {
      const english = readFileSync(join(PROJECT, 'docs/publishing', from), 'utf8');
      const chinese = String(files[to]);
      expect(code(chinese)).toBe(code(english));
      const isCode = (text: string) => /^(?:- run:| +(?:env:|[A-Z_]+: \$))/.test(text);
      for (const comment of comments(chinese).filter((each) => !isCode(each))) expect(comment).toMatch(/\p{Script=Han}/u);
      expect(starterFiles({ ...ANSWERS, host })[to]).toBe(english);
    }
    expect(String(files['content/urls.yaml'])).toMatch(/^# 线上站点的全部网址.*`npm run urls -- --publish`/);
  });
});
