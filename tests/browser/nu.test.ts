// The Nu HTML checker on whole sites: all errors come from a writer's own HTML, never from ours.

import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { build } from '../../scripts/build/build.js';
import { java, PROJECT, QUIET, temporaryFolder } from '../support.js';

const JAVA = java();
const JAR = createRequire(import.meta.url)('vnu-jar') as string;
const ARCHIVE = join(PROJECT, '../shared/corpus');

/** Messages about CSS Anchor Positioning, level 1, which the checker doesn't know yet; it places notes next to the text. */
const UNKNOWN_TO_NU = /^CSS: “(?:anchor-name|position-anchor)”|“anchor\(|^CSS: “top”: Parse Error/;

interface Message {
  readonly type: string;
  readonly url: string;
  readonly lastLine?: number;
  readonly message: string;
  readonly extract?: string;
  readonly hiliteStart?: number;
  readonly hiliteLength?: number;
}

interface PageError {
  readonly page: string;
  readonly error: string;
  /** The HTML in question. */
  readonly html: string;
}

/** Returns the errors that the checker finds in a built site, by page. */
function errorsIn(folder: string): PageError[] {
  const args = ['-jar', JAR, '--format', 'json', '--skip-non-html', folder];
  const { stderr } = spawnSync(JAVA as string, args, { encoding: 'utf8', maxBuffer: 100_000_000 });
  return (JSON.parse(stderr) as { messages: Message[] }).messages
    .filter(({ type, message }) => type !== 'info' && !UNKNOWN_TO_NU.test(message))
    .map(({ url, lastLine, message, extract = '', hiliteStart = 0, hiliteLength = 0 }) => ({
      page: url.slice(url.indexOf(folder) + folder.length + 1),
      error: `${lastLine}: ${message}`,
      html: extract.slice(hiliteStart, hiliteStart + hiliteLength),
    }));
}

test.skipIf(!JAVA)('the demo has no errors', { timeout: 120_000 }, async () => {
  const out = temporaryFolder();
  await build({ ...QUIET, root: PROJECT, out, noCache: true });
  expect(errorsIn(out)).toEqual([]);
});

test.skipIf(!JAVA || !existsSync(ARCHIVE))(
  'every error in the archive is the subject of a warning',
  { timeout: 120_000 },
  async () => {
    const root = temporaryFolder();
    cpSync(ARCHIVE, root, { recursive: true });
    // Built like in dev, without waiting for pictures: the elements are the same.
    const { problems, published } = await build({ ...QUIET, root, out: join(root, 'dist') });
    expect(published).toBe(true);
    const pageOf = (file: string) => file.replace(/^content\//, '').replace(/\.md$/, '.html');
    const warned = new Set(
      problems.filter(({ ruleId }) => /^html\/|^picture\/alt$/.test(ruleId)).map(({ file }) => pageOf(file)),
    );
    /** True if the invalid HTML is literally in the post; its style attribute may be missing. */
    const isWritten = ({ page, html }: PageError) =>
      html !== '' && readFileSync(join(root, 'content', page.replace(/\.html$/, '.md')), 'utf8').includes(html.slice(0, 60));
    const ours = errorsIn(join(root, 'dist')).filter((each) => !warned.has(each.page) && !isWritten(each));
    expect(ours).toEqual([]);
  },
);
