// Reads the configuration files of other tools: YAML, TOML and JSON.

import { posix } from 'node:path';
import { parse } from 'yaml';
import { type FieldValue, type FieldValues, isMapping, tomlFields } from './header.js';
import type { OldFolder } from './oldFolder.js';
import { OldBlogError } from './oldTool.js';

/**
 * Reads a file with settings.
 * @returns an empty mapping if it has no mapping
 * @throws OldBlogError if the file is broken
 */
export function settingsFile(folder: OldFolder, path: string): FieldValues {
  return mapping(valuesIn(folder, path));
}

/** Reads a file with a mapping or a list. @throws OldBlogError if the file is broken */
export function valuesIn(folder: OldFolder, path: string): FieldValue {
  const text = folder.text(path);
  const broken = (reason: string) => new OldBlogError(`${path}: ${reason}; correct it, and import again`);
  if (posix.extname(path) === '.toml') {
    const fields = tomlFields(text);
    if (!fields) throw broken('its TOML has a mistake');
    return fields;
  }
  try {
    return parse(
      text.replace(/^\t+/gm, (tabs) => '  '.repeat(tabs.length)),
      { schema: 'core', merge: true, uniqueKeys: false, strict: false, logLevel: 'silent', maxAliasCount: 1000 },
    ) as FieldValue;
  } catch (error) {
    throw broken((error as Error).message.split('\n', 1)[0] ?? '');
  }
}

export function mapping(value: FieldValue | undefined): FieldValues {
  return isMapping(value) ? value : {};
}

/** Returns two mappings as one; mappings in both are merged, too. Values of the second win. */
export function merged(one: FieldValues, other: FieldValues): FieldValues {
  const result: { [name: string]: FieldValue } = { ...one };
  for (const [name, value] of Object.entries(other)) {
    const before = result[name];
    result[name] = isMapping(before) && isMapping(value) ? merged(before, value) : value;
  }
  return result;
}
