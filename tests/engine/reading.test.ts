// Reading a site: what is read before rendering, and what is read again after an edit.

import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { Inputs } from '../../scripts/engine/inputs.js';
import { type Profile, viewingProfile } from '../../scripts/engine/profile.js';
import { type PreviousReading, Reading } from '../../scripts/engine/reading.js';
import { FEATURES } from '../../scripts/features/table.js';
import { SITE_YAML, writeFiles, writeSite } from '../support.js';

const A = 'content/posts/2020-01-02-a.md';
const B = 'content/posts/2020-01-03-b.md';
const YAML = 'content/site.yaml';
const SITE = { [YAML]: SITE_YAML, [A]: '% A\n\nText of a.\n', [B]: '% B\n\nText of b.\n' };
type Files = { readonly [path: string]: string | undefined };

/** A site that is read again after each edit. Undefined removes a file. */
class Read {
  readonly root: string;
  readonly inputs: Inputs;
  readonly reading: Reading;

  constructor(files: { readonly [path: string]: string } = {}, profile: Partial<Profile> = {}, known?: PreviousReading) {
    this.root = writeSite({ ...SITE, ...files });
    this.inputs = new Inputs(this.root, undefined);
    const today = () => '2020-06-01';
    this.reading = new Reading({
      root: this.root,
      inputs: this.inputs,
      features: FEATURES,
      profile: { ...viewingProfile(false), today, ...profile },
      known,
    });
  }

  edit(files: Files): this {
    for (const [path, text] of Object.entries(files)) {
      if (text === undefined) rmSync(join(this.root, path));
      else writeFiles(this.root, { [path]: text });
    }
    const { changed, isListChanged } = this.inputs.update(Object.keys(files));
    this.reading.update(changed, isListChanged);
    return this;
  }

  get titles() {
    return this.reading.state?.outline.posts.map(({ meta }) => meta.title);
  }
  get siteTitle() {
    return this.reading.state?.outline.config.title;
  }
  get rules() {
    return this.reading.problems().map(({ ruleId, file }) => `${ruleId} ${file}`);
  }
}

test.each([
  ['last good', true],
  ['as they are', false],
] as const)('uses settings with errors according to the profile: %s', (mistakes, isOldShown) => {
  const site = new Read({ [YAML]: 'title: Old\nurl: https://example.org\n' }, { mistakes });
  expect([site.siteTitle, site.rules]).toEqual(['Old', []]);
  site.edit({ [YAML]: 'title: [\nurl: https://example.org\n' });
  expect(site.rules.some((rule) => rule.endsWith(YAML))).toBe(true);
  expect(site.siteTitle === 'Old').toBe(isOldShown);
  // Headers are still read and shown.
  site.edit({ [A]: '% A, again\n\nText.\n' });
  expect(site.rules.some((rule) => rule.endsWith(YAML))).toBe(true);
  expect([site.siteTitle === 'Old', site.titles]).toEqual([isOldShown, ['B', 'A, again']]);
  site.edit({ [YAML]: 'title: New\nurl: https://example.org\n' });
  expect([site.siteTitle, site.titles, site.rules]).toEqual(['New', ['B', 'A, again'], []]);
});

test('uses settings with errors if there never were good ones, so that problems of texts are reported', () => {
  const site = new Read({ [YAML]: 'title: [\n' }, { mistakes: 'last good' });
  expect([site.reading.hasValidConfig, site.titles]).toEqual([false, ['B', 'A']]);
  site.edit({ [A]: '% A, again\n\nText.\n' });
  expect([site.reading.hasValidConfig, site.titles]).toEqual([false, ['B', 'A, again']]);
  site.edit({ [YAML]: SITE_YAML });
  expect([site.reading.hasValidConfig, site.titles]).toEqual([true, ['B', 'A, again']]);
  site.edit({ [YAML]: 'title: [\n' });
  expect(site.reading.hasValidConfig).toBe(true);
});

test('reads every header if several change at once', () => {
  const site = new Read();
  site.edit({ [A]: '% A2\n\nText.\n', [B]: '% B2\n\nText.\n' });
  expect(site.titles).toEqual(['B2', 'A2']);
  // The unchanged header may be the first or the last.
  site.edit({ [A]: '% A2\n\nOther text.\n', [B]: '% B3\n\nText.\n' });
  site.edit({ [A]: '% A3\n\nOther text.\n', [B]: '% B3\n\nOther text.\n' });
  expect(site.titles).toEqual(['B3', 'A3']);
});

test('reads nothing again after an edit of a body or another file', () => {
  const site = new Read({ 'images/a.txt': 'a' });
  const { state } = site.reading;
  site.edit({ [A]: '% A\n\nOther text.\n', 'images/a.txt': 'b' });
  expect(site.reading.state).toBe(state);
  expect(site.edit({ [A]: '% Another A\n\nOther text.\n' }).reading.state).not.toBe(state);
});

test('drops the text read with a header once the file changes', () => {
  const site = new Read();
  expect(site.reading.state?.texts.get('posts/2020-01-02-a.md')).toContain('Text of a.');
  site.edit({ [A]: '% A\n\nOther text.\n' });
  expect([...(site.reading.state?.texts.keys() ?? [])]).toEqual(['posts/2020-01-03-b.md']);
});

test('reports errors in a header until they are corrected, and lists the file as broken', () => {
  const site = new Read();
  site.edit({ [A]: '---\ntitle: [\n---\n\nText.\n', [B]: '% B\n% Me\n% 2020-13-01\n\nText.\n' });
  expect([...site.reading.brokenFiles].sort()).toEqual(['posts/2020-01-02-a.md', 'posts/2020-01-03-b.md']);
  expect(new Set(site.rules.map((rule) => rule.split(' ')[1]))).toEqual(new Set([A, B]));
  site.edit({ [B]: SITE[B] });
  expect([...site.reading.brokenFiles]).toEqual(['posts/2020-01-02-a.md']);
  expect(site.edit({ [A]: undefined }).rules).toEqual([]);
});

const NAMED_ANEW: readonly (readonly [what: string, before: { readonly [path: string]: string }, edit: Files])[] = [
  ['a new post', {}, { 'content/posts/2020-01-04-c.md': '% C\n' }],
  ['a post that is gone', {}, { [A]: undefined }],
  ['a post at another place', {}, { [A]: undefined, 'content/posts/2020-01-02-z.md': SITE[A] }],
  ['a post with an old address', {}, { [A]: '---\ntitle: A\naliases: [/old.html]\n---\n\nText.\n' }],
  [
    'another old address',
    { [A]: '---\ntitle: A\naliases: [/old.html]\n---\n' },
    { [A]: '---\ntitle: A\naliases: [/older.html]\n---\n' },
  ],
  ['a post that became a draft', {}, { [A]: '---\ntitle: A\ndraft: true\n---\n\nText.\n' }],
  ['a file that can be linked to', { 'images/a.txt': 'a' }, { 'images/b.txt': 'b' }],
  [
    'a title that wikilinks may name',
    { [YAML]: `${SITE_YAML}markdown: commonmark+wikilinks_title_after_pipe\n` },
    { [A]: '% Another\n\nText.\n' },
  ],
  ['a tag with a page of its own', {}, { [A]: '---\ntitle: A\ntags: [news]\n---\n\nText.\n' }],
  ['a redirect', {}, { [YAML]: `${SITE_YAML}redirects:\n  /gone.html: /posts/2020-01-02-a.html\n` }],
];

test.each(NAMED_ANEW)('makes new names, so that lookups are verified again: %s', (_what, before, edit) => {
  const site = new Read(before);
  const { names, namesHash } = site.reading.state as NonNullable<Reading['state']>;
  const hash = namesHash();
  site.edit(edit);
  expect(site.reading.state?.names).not.toBe(names);
  expect(site.reading.state?.namesHash()).not.toBe(hash);
});

test('keeps the objects of names and settings if they are equal', () => {
  const site = new Read({ 'data/a.yaml': 'x: 1\n', 'images/a.txt': 'a' });
  const before = site.reading.state as NonNullable<Reading['state']>;
  const { data } = site.reading;
  site.edit({ [A]: '---\ntitle: A\ndescription: of another kind\n---\n\nText.\n' });
  const after = site.reading.state as NonNullable<Reading['state']>;
  expect(after).not.toBe(before);
  expect([after.names === before.names, after.namesHash === before.namesHash, after.settings === before.settings]).toEqual([
    true,
    true,
    true,
  ]);
  expect(site.reading.data).toBe(data);
  // No article depends on this setting.
  site.edit({ [YAML]: `${SITE_YAML}feedItems: 3\n` });
  expect(site.reading.state?.settings === before.settings).toBe(true);
  site.edit({ [YAML]: `${SITE_YAML}language: de\n` });
  expect(site.reading.state?.settings === before.settings).toBe(false);
});

test('reads data again when its values or errors change', () => {
  const site = new Read({ 'data/a.yaml': 'x: 1\n' });
  expect(site.reading.data.values).toEqual({ a: { x: 1 } });
  site.edit({ 'data/a.yaml': 'x: 2\n' });
  expect(site.reading.data.values).toEqual({ a: { x: 2 } });
  site.edit({ 'data/a.yaml': 'x: [\n' });
  const placesOf = () => site.reading.problems().flatMap(({ file, place }) => (file === 'data/a.yaml' ? place?.line : []));
  expect(placesOf()).toHaveLength(1);
  const [line = 0] = placesOf();
  site.edit({ 'data/a.yaml': '\n\nx: [\n' });
  expect(placesOf()).toEqual([line + 2]);
  site.edit({ 'data/a.yaml': 'x: 3\n' });
  expect([site.reading.data.values, site.rules]).toEqual([{ a: { x: 3 } }, []]);
});

test('reports a plugin that cannot be bundled and a missing page in the navigation', () => {
  const site = new Read({ [YAML]: `${SITE_YAML}plugins: [plugins/a.ts]\n`, 'plugins/a.ts': 'export default {' });
  expect(site.rules.some((rule) => rule.startsWith('plugin/'))).toBe(true);
  site.edit({ [YAML]: `${SITE_YAML}navigation: [gone.md]\n` });
  expect(site.rules.filter((rule) => rule.endsWith(YAML))).toHaveLength(1);
});

test('reads a scheduled post without listing it, and knows its day for links to it', () => {
  const scheduled = { [YAML]: `${SITE_YAML}future: wait\n`, 'content/posts/2021-01-01-later.md': '% Later\n\nText.\n' };
  const now = new Read(scheduled, { ignoresDates: false });
  expect(now.titles).toEqual(['B', 'A']);
  expect(JSON.stringify(now.reading.state?.names.scheduled)).toContain('2021-01-01');
  const before = now.reading.state?.names;
  expect(now.edit({ 'content/posts/2021-01-01-later.md': '% Later\n% Me\n% 2021-02-01\n' }).reading.state?.names).not.toBe(
    before,
  );
  expect(new Read(scheduled, { ignoresDates: true }).titles).toEqual(['Later', 'B', 'A']);
});

test('reuses headers and settings of an earlier reading', () => {
  const site = new Read();
  const { sources, config, configProblems } = site.reading.current;
  const known: PreviousReading = { sources, site: { config, configProblems }, state: site.reading.state as never };
  const over = site.inputs.withText(A, '% A, unsaved\n');
  const reading = new Reading({
    root: site.root,
    inputs: over,
    features: FEATURES,
    profile: { ...viewingProfile(false), today: () => '2020-06-01' },
    known,
  });
  expect(reading.state?.outline.config).toBe(config);
  expect(reading.state?.settings).toBe(site.reading.state?.settings);
  expect(reading.state?.outline.posts.map(({ meta }) => meta.title)).toEqual(['B', 'A, unsaved']);
  const sourceOf = (reading: Reading, path: string) => reading.current.sources.find((each) => each.source.path === path);
  expect(sourceOf(reading, 'posts/2020-01-03-b.md')).toBe(sourceOf(site.reading, 'posts/2020-01-03-b.md'));
});

test('reports a dialect for an empty folder, but not for folders of drafts or pages', () => {
  const settings = `${SITE_YAML}dialects: {posts: commonmark, notes: commonmark, empty: commonmark, ideas: commonmark}\n`;
  const draft = '---\ntitle: I\ndraft: true\n---\n';
  const site = new Read({ [YAML]: settings, 'content/notes/a.md': '% N\n', 'content/ideas/a.md': draft });
  const told = () => site.reading.problems().filter(({ reason }) => reason.startsWith('dialects:'));
  expect(told().map(({ reason }) => reason)).toEqual(['dialects: no markdown files in content/empty/']);
  expect(site.edit({ 'content/empty/a.md': '% E\n' }).rules).toEqual([]);
});
