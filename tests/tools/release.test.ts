// A release: its version, and its section in the changelog.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { nextVersion, releasedChangelog } from '../../scripts/tools/release.js';
import { licencesOf } from '../../scripts/tools/thirdParty.js';
import { PROJECT } from '../support.js';

test('increments the version', () => {
  expect(nextVersion('1.2.3', 'patch')).toBe('1.2.4');
  expect(nextVersion('1.2.3', 'minor')).toBe('1.3.0');
  expect(nextVersion('0.9.3', 'major')).toBe('1.0.0');
  expect(() => nextVersion('1.2', 'patch')).toThrow('got "1.2"');
});

test('moves unreleased entries under the version, and keeps the released ones', () => {
  const before = '# Changelog\n\n## [Unreleased]\n\n### Added\n\n- A.\n\n## [0.1.0] - 2026-01-02\n\n- B.\n';
  const after = releasedChangelog(before, '0.2.0', '2026-11-27');
  expect(after).toBe(
    '# Changelog\n\n## [Unreleased]\n\n## [0.2.0] - 2026-11-27\n\n### Added\n\n- A.\n\n## [0.1.0] - 2026-01-02\n\n- B.\n',
  );
  expect(() => releasedChangelog(after, '0.3.0', '2026-11-28')).toThrow('nothing under "Unreleased"');
  const own = readFileSync(join(PROJECT, 'CHANGELOG.md'), 'utf8');
  expect(releasedChangelog(own, '9.9.9', '2026-11-27')).toContain('## [9.9.9] - 2026-11-27\n\n###');
});

test('throws for an unknown licence', () => {
  const component = (id: string) => ({ components: [{ name: 'unified', version: '1.0.0', licenses: [{ license: { id } }] }] });
  expect(licencesOf(PROJECT, component('MIT'))).toContain('unified 1.0.0 (MIT)\n\n(The MIT License)');
  expect(() => licencesOf(PROJECT, component('AGPL-3.0-only'))).toThrow('AGPL-3.0-only');
});
