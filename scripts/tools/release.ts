// `npm run release -- patch|minor|major [--dry-run]`: makes a release. It updates CHANGELOG.md and package.json, makes the packages,
// commits and tags. Pushing and publishing are left to the maintainer.

import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const PROJECT = fileURLToPath(new URL('../..', import.meta.url)).replace(/[\\/]$/, '');

type Step = 'patch' | 'minor' | 'major';

/** Returns the next version. @throws Error for a version that is not three numbers */
export function nextVersion(version: string, step: Step): string {
  const [, major, minor, patch] = /^(\d+)\.(\d+)\.(\d+)$/.exec(version) ?? [];
  if (patch === undefined) throw new Error(`expected a version such as 1.2.3, got "${version}"`);
  if (step === 'major') return `${Number(major) + 1}.0.0`;
  if (step === 'minor') return `${major}.${Number(minor) + 1}.0`;
  return `${major}.${minor}.${Number(patch) + 1}`;
}

/**
 * Moves the unreleased entries of CHANGELOG.md under a version (Keep a Changelog).
 * @param day the release date, `YYYY-MM-DD`
 * @throws Error if nothing is unreleased
 */
export function releasedChangelog(changelog: string, version: string, day: string): string {
  const [, text = ''] = /^## \[Unreleased\]\n([\s\S]*?)(?=^## |(?![\s\S]))/m.exec(changelog) ?? [];
  if (text.trim() === '') throw new Error('CHANGELOG.md has nothing under "Unreleased"');
  return changelog.replace(/^## \[Unreleased\]\n/m, `## [Unreleased]\n\n## [${version}] - ${day}\n`);
}

function git(...args: string[]): string {
  return execFileSync('git', args, { cwd: PROJECT, encoding: 'utf8' }).trim();
}

function release(step: Step, isDry: boolean): void {
  const file = join(PROJECT, 'CHANGELOG.md');
  const { version: old } = JSON.parse(readFileSync(join(PROJECT, 'package.json'), 'utf8')) as { version: string };
  const version = nextVersion(old, step);
  const day = new Date().toISOString().slice(0, 10);
  const changelog = releasedChangelog(readFileSync(file, 'utf8'), version, day);
  if (isDry) {
    console.log(
      `${old} → ${version}, ${day}: CHANGELOG.md, package.json, package-lock.json; packages in build/; tag v${version}`,
    );
    return;
  }
  if (git('status', '--porcelain') !== '') throw new Error('uncommitted changes; commit or stash them first');
  if (git('tag', '--list', `v${version}`) !== '') throw new Error(`the tag v${version} already exists`);
  writeFileSync(file, changelog);
  execFileSync('npm', ['version', version, '--no-git-tag-version'], { cwd: PROJECT, stdio: 'inherit' });
  execFileSync('npm', ['run', '-s', 'pack'], { cwd: PROJECT, stdio: 'inherit' });
  git('commit', '--quiet', '--all', '--message', `Version ${version}`);
  git('tag', '--annotate', `v${version}`, '--message', `titleblock ${version}`);
  console.log(`tagged v${version}; publish it with: git push --follow-tags`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { values, positionals } = parseArgs({ options: { 'dry-run': { type: 'boolean' } }, allowPositionals: true });
  const [step = 'patch'] = positionals;
  if (!['patch', 'minor', 'major'].includes(step)) throw new Error(`unknown step "${step}"; expected patch, minor or major`);
  release(step as Step, values['dry-run'] ?? false);
}
