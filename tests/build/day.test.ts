// A writer's day on the command line: start a post, check, fix, publish, rename.

import { spawn } from 'node:child_process';
import { appendFileSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { LONG, PROGRAM, run, writeSite } from '../support.js';

test.runIf(LONG)(
  'supports a day of writing: new, a fix, check, build --diff, preview, a refused rename, an alias',
  async () => {
    const root = writeSite({
      'content/posts/2020-01-02-old.md': '% 旧文\n\n旧\n',
      'images/used.svg': '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>',
    });
    const at = (file: string) => join(root, file);
    const command = (...args: string[]) => run([...args, '--root', root]);
    expect(command('urls', '--begin').status).toBe(0);
    expect(command('build').status).toBe(0);

    const file = command('new', '阿里云全球故障复盘', '--date', '2026-11-26').stdout.trim();
    expect(file).toBe('content/posts/2026-11-26-a-li-yun-quan-qiu-gu-zhang-fu-pan.md');
    appendFileSync(at(file), '见[旧文](2020-01-02-odl.md)。\n\n![图](images/used.svg)\n');
    const wrong = command('check');
    expect(wrong.status).toBe(1);
    expect(wrong.stderr).toContain(`${file}:5:2  error  no page or file at "2020-01-02-odl.md"  link/dead`);
    expect(wrong.stderr).toContain('did you mean /posts/2020-01-02-old.html?');
    expect(command('build').stderr).toContain('dist/ is unchanged');
    writeFileSync(at(file), readFileSync(at(file), 'utf8').replace('odl', 'old'));
    expect(command('check')).toMatchObject({ status: 0, stderr: '0 errors, 0 warnings\n' });

    const built = command('build', '--diff');
    expect(built.stderr).toContain('  new      /posts/2026-11-26-a-li-yun-quan-qiu-gu-zhang-fu-pan.html\n');
    expect(built.stderr).toContain('fu-pan.html will appear as new\n');
    const url = 'https://example.org/posts/2026-11-26-a-li-yun-quan-qiu-gu-zhang-fu-pan.html';
    expect(command('urls', '--publish').stdout).toBe('content/urls.yaml: 2, 1 new\n');
    expect(readFileSync(at('content/urls.yaml'), 'utf8')).toContain(`"id": "${url}"`);
    expect(await previewed(root, 'posts/2026-11-26-a-li-yun-quan-qiu-gu-zhang-fu-pan.html')).toContain('阿里云');

    const renamed = 'content/posts/2026-11-26-aliyun.md';
    renameSync(at(file), at(renamed));
    const refused = command('build');
    expect(refused.status).toBe(1);
    expect(refused.stderr).toContain('url/lost');
    const lines = /add three lines after the `%` lines of (\S+): `(---)`, `(aliases: .*)`, `(---)`;/.exec(refused.stderr);
    expect(lines?.[1]).toBe(renamed);
    const added = lines?.slice(2).join('\n');
    writeFileSync(at(renamed), readFileSync(at(renamed), 'utf8').replace('\n\n', `\n${added}\n\n`));
    const accepted = command('build', '--diff');
    expect(accepted.status).toBe(0);
    expect(accepted.stderr).not.toContain('will appear as new');
    expect(readFileSync(at('dist/feeds.xml'), 'utf8')).toContain(`<guid isPermaLink="false">${url}</guid>`);
    expect(await previewed(root, 'posts/2026-11-26-a-li-yun-quan-qiu-gu-zhang-fu-pan.html')).toContain(
      '/posts/2026-11-26-aliyun.html',
    );
    expect(command('urls', '--publish').status).toBe(0);
    rmSync(at(renamed));
    expect(command('build').stderr).toContain('2 errors');
  },
  60_000,
);

/** Returns what `preview` serves at an address. */
async function previewed(root: string, path: string): Promise<string> {
  const child = spawn(process.execPath, [PROGRAM, 'preview', '--root', root, '--port', '0'], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  try {
    const url = await new Promise<string>((resolve) => {
      child.stderr.on('data', (data) => {
        const [found] = /http:\S+/.exec(String(data)) ?? [];
        if (found) resolve(found);
      });
    });
    return await (await fetch(url + path)).text();
  } finally {
    child.kill();
  }
}
