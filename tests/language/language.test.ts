import { describe, expect, test } from 'vitest';
import { RULES } from '../../scripts/base/diagnostics.js';
import type { Speech } from '../../scripts/base/speech.js';
import { COMMANDS } from '../../scripts/cli/cli.js';
import { wrapped } from '../../scripts/cli/command.js';
import { chooseSpeech, speechOf } from '../../scripts/language/language.js';
import { RULES_ZH } from '../../scripts/language/zh/problems.js';
import { displayWidth } from '../../scripts/markdown/eastAsianWidth.js';
import { PROJECT, run, writeSite } from '../support.js';

const CHINESE = speechOf('zh') as Speech;

/** Placeholders of values: `{name}`. */
const placeholders = (text: string) => [...text.matchAll(/\{([@.#]?[a-zA-Z]+)\}/g)].map(([, name]) => name).sort();

describe('the language of a command', () => {
  const site = writeSite({ 'content/site.yaml': 'title: T\nurl: https://example.org\nlanguage: zh-Hans\n' });
  const plain = writeSite({});
  test.each<[string, readonly string[], NodeJS.ProcessEnv, string, string]>([
    ['--lang comes first', ['build', '--lang', 'en'], { TITLEBLOCK_LANG: 'zh' }, site, 'en'],
    ['--lang=zh is the same', ['build', '--lang=zh'], {}, plain, 'zh-Hans'],
    ['then TITLEBLOCK_LANG', [], { TITLEBLOCK_LANG: 'en' }, site, 'en'],
    ['then the language of the site', [], { LANG: 'en_US.UTF-8' }, site, 'zh-Hans'],
    ['which --root names', ['--root', site], { LANG: 'en_US.UTF-8' }, plain, 'zh-Hans'],
    ['then LC_ALL', [], { LC_ALL: 'zh_CN.UTF-8', LANG: 'en_US.UTF-8' }, plain, 'zh-Hans'],
    ['then LANG', [], { LANG: 'zh_TW.UTF-8' }, plain, 'zh-Hans'],
    ['English for all others', [], { LANG: 'de_DE.UTF-8' }, plain, 'en'],
    ['English if nothing is set', [], {}, plain, 'en'],
  ])('%s', (_case, args, env, folder, expected) => {
    expect(chooseSpeech(args, folder, env).language).toBe(expected);
  });

  test('an unknown one is an error', () => {
    const { status, stderr } = run(['build', '--lang', 'klingon'], { env: { TITLEBLOCK_LANG: 'zh' } });
    expect([status, stderr.split('\n')[0]]).toEqual([2, 'titleblock: --lang 只能是 zh 或 en，不能是“klingon”']);
  });
});

describe('lines of help', () => {
  test.each([
    ['输入和结果存在哪里：共享磁盘上的文件夹，或者 s3://存储桶/前缀（默认：服务器本身）', 73],
    ['用 VISUAL 或 EDITOR 指定的编辑器打开文件', 30],
    ['问题按“文件:行:列”列出，并说明怎么改。有错误时，输出文件夹保持原样。', 12],
    ['the folder that the site lies in, such as ../my-blog/content', 20],
  ])('end between words, and never beside a mark: %s', (text, width) => {
    const lines = wrapped(text, width);
    expect(lines.length).toBeGreaterThan(1);
    expect(lines.join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''));
    const whole = ['服务器', '文件夹', '编辑器', '文件', '磁盘', '默认', '说明', 'EDITOR', '../my-blog/content'];
    for (const word of whole.filter((each) => text.includes(each)))
      expect([word, lines.some((line) => line.includes(word))]).toEqual([word, true]);
    for (const line of lines) {
      expect(line).not.toMatch(/^[、。，；：！？）》”]|[（《“]$/);
      expect(displayWidth(line)).toBeLessThanOrEqual(width);
    }
  });
});

describe('Chinese', () => {
  test('every rule has a meaning, and no other', () => {
    expect(Object.keys(RULES_ZH()).sort()).toEqual(Object.keys(RULES).sort());
    for (const [rule, { meaning }] of Object.entries(RULES_ZH()))
      expect([rule, meaning]).toEqual([rule, expect.stringMatching(/\p{Script=Han}/u)]);
  });

  test('every translation has the values of its English text', () => {
    for (const { texts = {} } of Object.values(RULES_ZH()))
      for (const [english, chinese] of Object.entries(texts)) {
        const known = new Set(placeholders(english));
        expect([chinese, placeholders(chinese).filter((name) => !known.has(name))]).toEqual([chinese, []]);
      }
  });

  test('every line of help is translated', () => {
    const english = COMMANDS.flatMap(({ about, more, options }) => [
      about,
      more?.trim() ?? '',
      ...Object.values(options).map((each) => each.about),
    ]);
    for (const text of english.filter(Boolean))
      expect([text, CHINESE.text(text)]).toEqual([text, expect.stringMatching(/\p{Script=Han}/u)]);
    for (const { name } of COMMANDS) {
      const { stdout } = run([name, '--help', '--lang', 'zh']);
      // What is left in English are names: of commands, options, files and formats.
      expect([name, stdout.match(/[a-z]+ [a-z]+ (?:is|are|the|of|to) [a-z]+/g)]).toEqual([name, null]);
    }
  });

  test('a build speaks Chinese, and its JSON stays English', () => {
    const root = writeSite({
      'content/site.yaml': 'title: 试验\nurl: https://example.org\nlanguage: zh-Hans\n',
      'content/posts/2020-01-02-a.md': '% 甲\n\n[乙](gone.md)\n',
    });
    const env = { TITLEBLOCK_LANG: '' };
    expect(run(['build', '--root', root], { env }).stderr).toBe(
      `content/posts/2020-01-02-a.md:3:1  错误  没有这个页面或文件：“gone.md”  link/dead
  3 │ [乙](gone.md)
    │ ^^^^^^^^^^^^^
    │ 请链接到本站的页面，或者 content/、images/ 里的文件
1 个错误，0 个警告 · dist/ 保持原样
`,
    );
    const { problems } = JSON.parse(run(['build', '--root', root, '--json'], { env }).stdout);
    expect(problems[0].reason).toBe('no page or file at "gone.md"');
  });

  test('a build that publishes counts in Chinese', () => {
    const root = writeSite({
      'content/posts/2020-01-02-a.md': '% 甲\n\n正文。\n',
      'content/posts/2020-01-03-b.md': '% 乙\n---\ndraft: true\n---\n\n正文。\n',
    });
    const lines = run(['build', '--root', root, '--lang', 'zh']).stderr.trim().split('\n');
    expect(lines[0]).toBe('1 篇文章，0 个页面，1 篇草稿未发布 · 0 张图片，共 0 个版本');
    expect(lines[1]).toMatch(/^dist\/ 里有 \d+ 个文件：写入 \d+，未变 0，删除 0$/);
    expect(lines[2]).toMatch(/^构建用时 .* · 0 个错误，0 个警告$/);
    expect(lines[2]?.replace(/\d+|\bm?s\b/g, '')).not.toMatch(/[a-z]/);
  });

  test('an unknown command is told in Chinese', () => {
    expect(run(['biuld', '--lang', 'zh'], { cwd: PROJECT }).stderr).toContain('没有“biuld”这个命令；是不是 build？');
  });
});
