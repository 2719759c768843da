// Warms up V8: functions run slowly until they have been called often, so the first builds of a process take three times as
// long as the tenth. `dev` builds a small site a few times in the background before it builds for others (serveBuilds.ts).

import { appendFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { contentFile } from '../base/inputFolders.js';
import { CONFIG_FILE } from '../config/config.js';
import type { Build } from './options.js';

/** Posts of the small site. */
const POSTS = 40;
/**
 * Builds of it. Ten take 0.7 s; the first build of 1,000 posts then takes 110 ms instead of 250. Twice as many rounds gain nothing.
 */
const ROUNDS = 10;
/** Milliseconds between two builds, for answering requests. */
const PAUSE = 20;

/** Drawing cards would load modules that most edits do not need. */
const SETTINGS = 'title: T\nurl: https://example.org\nauthor: A\ncards: false\n';

function postText(number: number): string {
  const paragraph = `这是第 ${number} 篇，有 *强调*、**着重** 和 \`code\`。Some words in English, and a [link](2020-01-01-p${(number + 7) % POSTS}.md).`;
  const blocks = [
    paragraph,
    '## 一节 {#one}',
    '- 一\n- 二\n- 三',
    '> 引用',
    '```sh\nls -l\n```',
    '| a | b |\n| --- | --- |\n| 1 | 2 |',
    '### 又一节',
    '1. one\n2. two',
  ];
  return `% 题目 ${number}\n% A\n% 2020-01-${String((number % 28) + 1).padStart(2, '0')}\n\n${[...blocks, paragraph].join('\n\n')}\n`;
}

/**
 * Builds a small site several times.
 * @param folder absolute path of the site while this runs; its contents are removed
 * @param isWanted returns false to stop early
 */
export async function warmUp(folder: string, build: Build, isWanted: () => boolean): Promise<void> {
  const fileOf = (number: number) => join(folder, contentFile(`posts/2020-01-01-p${number}.md`));
  try {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(dirname(fileOf(0)), { recursive: true });
    writeFileSync(join(folder, CONFIG_FILE), SETTINGS);
    for (let number = 0; number < POSTS; number++) writeFileSync(fileOf(number), postText(number));
    for (let round = 0; round < ROUNDS && isWanted(); round++) {
      appendFileSync(fileOf(round), '\nMore.\n');
      await build({
        ...{
          root: folder,
          out: join(folder, 'dist'),
          outShown: 'dist',
          drafts: false,
          strict: false,
          noCache: false,
          workers: 0,
        },
        today: () => '2020-02-01',
        explain: false,
        progress: () => {},
        onWait: () => {},
      });
      await sleep(PAUSE);
    }
  } catch {
    // The disk is full: only the first builds are slower.
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
