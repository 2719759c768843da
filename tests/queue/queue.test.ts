// Builds with a queue: the output is that of a build alone, whatever is killed on the way.

import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { programVersion } from '../../scripts/base/program.js';
import { build } from '../../scripts/build/build.js';
import { connect, shownServer } from '../../scripts/work/queue/connection.js';
import { queueName } from '../../scripts/work/queue/protocol.js';
import { openQueue } from '../../scripts/work/queue/queueExecutor.js';
import { bytesBelow, filesBelow, LONG, picture, QUIET, rounds, run, temporaryFolder, writeSite } from '../support.js';
import { Running, SERVER, Server, settingsOf, startWorker } from './server.js';

/** A site with all kinds of work: posts, diagrams, formulas, pictures, animations. */
async function site(posts = 120): Promise<string> {
  const files: { [path: string]: string | Uint8Array } = {
    'content/site.yaml': 'title: T\nurl: https://example.org\nsearch: true\ncards: true\n',
  };
  for (let n = 0; n < 6; n++) files[`images/p${n}.png`] = await picture(700 + 40 * n, 500);
  for (let n = 0; n < posts; n++)
    files[`content/posts/2020-01-${String((n % 28) + 1).padStart(2, '0')}-p${n}.md`] =
      `% 第 ${n} 篇\n\n## 节\n\n正文 ${n}，$x^${n}$。![p](images/p${n % 6}.png)\n\n\`\`\` dot\ndigraph { a${n} -> b }\n\`\`\`\n`;
  return writeSite(files);
}

describe.skipIf(!SERVER)('a build with a queue', { timeout: 180_000 }, () => {
  let server: Server;
  let root: string;
  let alone: ReturnType<typeof bytesBelow>;
  const running: Running[] = [];
  const started = async (worker: Promise<Running>) => {
    running.push(await worker);
    return worker;
  };

  beforeAll(async () => {
    server = await Server.start();
    root = await site();
    const out = temporaryFolder();
    await build({ ...QUIET, root, out, noCache: true });
    alone = bytesBelow(out);
  }, 120_000);
  afterEach(() => Promise.all(running.splice(0).map((each) => each.kill())));
  afterAll(() => server?.kill());

  /** Builds on the command line, and returns the output files. */
  const buildWith = async (...more: readonly string[]) => {
    const out = join(temporaryFolder(), 'dist');
    const child = new Running(['build', '--root', root, '--out', out, '--no-cache', '--queue', server.url, ...more]);
    running.push(child);
    return { child, out, code: child.code };
  };

  test('gives the bytes of a build alone, with and without workers', async () => {
    const first = await buildWith();
    expect([await first.code, first.child.shown]).toEqual([0, expect.stringContaining('0 errors')]);
    expect(bytesBelow(first.out)).toEqual(alone);
    const client = connect({ url: server.url });
    await client.flushall();
    client.disconnect();
    const workers = [await started(startWorker(server)), await started(startWorker(server))];
    const second = await buildWith();
    expect(await second.code).toBe(0);
    expect(bytesBelow(second.out)).toEqual(alone);
    for (const worker of workers) worker.child.kill('SIGINT');
    const counts = await Promise.all(
      workers.map(async (worker) => [await worker.code, Number(/(\d+) tasks? done/.exec(worker.shown)?.[1])] as const),
    );
    for (const [code, done] of counts) expect([code, done > 0]).toEqual([0, true]);
  });

  test.runIf(LONG)('can store inputs and results in a folder', async () => {
    const folder = temporaryFolder();
    await started(startWorker(server, '--queue-store', folder));
    const inFolder = await buildWith('--queue-store', folder);
    expect(await inFolder.code).toBe(0);
    expect(bytesBelow(inFolder.out)).toEqual(alone);
    expect(filesBelow(folder).length).toBeGreaterThan(10);
  });

  test.runIf(LONG)('succeeds whatever is killed: workers, the build, the server', async () => {
    const tries = rounds(2, 8);
    for (let round = 0; round < tries; round++) {
      await Promise.all([1, 2, 3, 4].map(() => started(startWorker(server))));
      let current = await buildWith();
      const [out, args] = [current.out, ['build', '--root', root, '--no-cache', '--queue', server.url]];
      for (let blow = 0; blow < 3; blow++) {
        await sleep(150 + ((round * 7 + blow * 5) % 11) * 90);
        const what = (round + blow) % 3;
        if (what === 0) await running.find((each) => each !== current.child && each.child.exitCode === null)?.kill();
        else if (what === 1) {
          await current.child.kill();
          current = { out, child: new Running([...args, '--out', out]), code: Promise.resolve(null) };
          current.code = current.child.code;
          running.push(current.child);
        } else {
          await server.kill();
          await sleep(300);
          await server.start();
        }
      }
      expect([round, await current.code, current.child.shown]).toEqual([round, 0, expect.stringContaining('0 errors')]);
      expect(bytesBelow(out)).toEqual(alone);
      await Promise.all(running.splice(0).map((each) => each.kill()));
    }
  });

  test.runIf(LONG)('waits for a server that is gone, and fails after a limit', async () => {
    const other = await Server.start('p4ssw0rd');
    const url = other.url.replace('redis://', 'redis://:p4ssw0rd@');
    const child = new Running([
      'build',
      '--root',
      root,
      '--out',
      join(temporaryFolder(), 'dist'),
      '--no-cache',
      '--queue',
      url,
      '--queue-patience',
      '2',
    ]);
    running.push(child);
    await sleep(900);
    await other.kill();
    expect(await child.code).toBe(1);
    expect(child.shown).toContain(`waiting for ${other.url}`);
    expect(child.shown).toContain(`${other.url} has not answered for 2 s`);
    expect(child.shown).not.toContain('p4ssw0rd');
    const worker = run(['worker', '--queue', url, '--queue-patience', '1']);
    expect([worker.status, worker.stderr]).toEqual([1, expect.stringContaining('has not answered for 1 s')]);
    expect(worker.stderr).not.toContain('p4ssw0rd');
  });

  test('fails at once with a wrong password, and takes one from the environment', async () => {
    const other = await Server.start('p4ssw0rd');
    const wrong = run(['worker', '--queue', other.url.replace('redis://', 'redis://:wrong@')]);
    expect([wrong.status, wrong.stderr]).toEqual([1, expect.stringMatching(/WRONGPASS/)]);
    expect(wrong.stderr).not.toContain('wrong@');
    const worker = new Running(['worker', '--queue', other.url], { TITLEBLOCK_QUEUE_PASSWORD: 'p4ssw0rd' });
    running.push(worker);
    await worker.shows('working for');
    await other.kill();
    expect(shownServer('rediss://user:secret@host:6380/2')).toBe('rediss://host:6380');
  });

  test('refuses a worker of another version', async () => {
    const queue = await openQueue(settingsOf(server), 'titleblock of another day');
    try {
      const { status, stderr } = run(['worker', '--queue', server.url]);
      expect(status).toBe(1);
      expect(stderr).toContain('the build runs titleblock of another day, and this worker is');
      expect(stderr).toContain('install the same version here');
    } finally {
      await queue.close();
    }
  });

  test('uses different queues for different programs', () => {
    expect(queueName(programVersion())).not.toBe(queueName('other'));
    expect(queueName('other')).toMatch(/^tasks-[A-Za-z0-9]{22}$/);
    expect(existsSync(join(root, 'dist'))).toBe(false);
    expect(readdirSync(root).sort()).toContain('content');
  });
});
