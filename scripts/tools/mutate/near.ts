// Finds the tests of a room: those in its folder, those that import one of its files, and a few that test it from outside.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Tests that belong to a room although they import nothing from it. */
const FURTHER_TESTS: { readonly [room: string]: readonly string[] } = {
  cache: ['tests/build/safety.test.ts'],
  config: ['tests/sites.test.ts', 'tests/config/answers.test.ts'],
  engine: [
    'tests/build/oldUrls.test.ts',
    'tests/build/precompress.test.ts',
    'tests/build/redirects.test.ts',
    'tests/check/copyedit.test.ts',
    'tests/check/shown.test.ts',
    'tests/dev/site.test.ts',
    'tests/render/timeLimit.test.ts',
  ],
  markdown: ['tests/conformance/conformance.test.ts'],
  publish: ['tests/build/inside.test.ts', 'tests/build/wholeSites.test.ts'],
  read: ['tests/sites.test.ts'],
  search: ['tests/assemble/search.test.ts'],
  work: [
    'tests/picture/process.test.ts',
    'tests/queue/blobs.test.ts',
    'tests/queue/connection.test.ts',
    'tests/queue/jobs.test.ts',
    'tests/queue/tasks.test.ts',
  ],
  'base/text': ['tests/render/cut.test.ts', 'tests/assemble/textIsText.test.ts'],
};

/** Rooms that most tests import somehow. Such tests say little and take long, so only the whole suite runs them. */
const USED_BY_MOST: ReadonlySet<string> = new Set(['engine']);

/** Returns all test files of the `program` project. */
export function allTests(project: string): string[] {
  return readdirSync(join(project, 'tests'), { recursive: true, encoding: 'utf8' })
    .map((name) => `tests/${name.replaceAll('\\', '/')}`)
    .filter((file) => file.endsWith('.test.ts') && !/^tests\/(?:browser|package)\//.test(file))
    .sort();
}

/** True for a test in a room's folder, or another one that belongs to it. */
export function isTestOf(room: string, file: string): boolean {
  return file.startsWith(`tests/${room}/`) || FURTHER_TESTS[room]?.includes(file) === true;
}

/** Returns the tests of a room, and those that import one of its files. */
export function testsNear(project: string, room: string): string[] {
  const isImporting = new RegExp(`from '(?:\\.\\./)+scripts/${room}/`);
  const imports = (file: string) => !USED_BY_MOST.has(room) && isImporting.test(readFileSync(join(project, file), 'utf8'));
  return allTests(project).filter((file) => isTestOf(room, file) || imports(file));
}
