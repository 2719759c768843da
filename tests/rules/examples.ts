// Reads the examples of rules: TOPIC/WORD.txt for the rule `topic/word`, with these sections:
//
//   PATH, PATH (note)  a file of the site with a problem; the note is how it differs from plain text (tests/rules/files.ts)
//   run                shell commands in the site's folder, after its files are written
//   command            the command that reports the problem: `build` if it is left out
//   report, report zh  the problems of the rule, as printed
//   fixed PATH         a file of the site without the problem; an empty text deletes the file
//   fixed run          shell commands that solve the problem
//   why not            why no files can show the problem, instead of all others

import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { sections } from '../sections.js';

export const FOLDER = fileURLToPath(new URL('.', import.meta.url));

export interface ExampleFile {
  readonly path: string;
  /** The text in parentheses after its path; empty for plain text. */
  readonly note: string;
  readonly text: string;
}

/** A site with a problem, or the changes that solve it. */
export interface ExampleState {
  readonly files: readonly ExampleFile[];
  /** Shell commands; empty for none. */
  readonly run: string;
}

export interface Example {
  /** Path of the example's file. */
  readonly source: string;
  readonly rule: string;
  readonly command: string;
  readonly site: ExampleState;
  readonly report: string;
  readonly reportZh: string;
  readonly fixed: ExampleState;
  /** Empty if the problem is shown. */
  readonly whyNot: string;
}

/** Sections that are not files. */
const RESERVED = new Set(['run', 'command', 'report', 'report zh', 'why not']);

/** Returns all examples, by rule. */
export function readExamples(): ReadonlyMap<string, Example> {
  const files = readdirSync(FOLDER, { recursive: true, withFileTypes: true }).filter(({ name }) => name.endsWith('.txt'));
  const examples = files.map(({ parentPath, name }) => readExample(join(parentPath, name)));
  return new Map(examples.map((example) => [example.rule, example]));
}

function readExample(source: string): Example {
  const found = sections(readFileSync(source, 'utf8'));
  const entries = [...found].filter(([name]) => !RESERVED.has(name));
  const isFixed = ([name]: readonly [string, string]) => name.startsWith('fixed ');
  return {
    source,
    rule: relative(FOLDER, source)
      .replaceAll('\\', '/')
      .replace(/\.txt$/, ''),
    command: found.get('command')?.trim() ?? 'build',
    site: stateOf(
      entries.filter((entry) => !isFixed(entry)),
      found.get('run'),
    ),
    report: found.get('report') ?? '',
    reportZh: found.get('report zh') ?? '',
    fixed: stateOf(
      entries
        .filter((entry) => isFixed(entry) && entry[0] !== 'fixed run')
        .map(([name, text]) => [name.slice('fixed '.length), text]),
      found.get('fixed run'),
    ),
    whyNot: found.get('why not')?.trim() ?? '',
  };
}

function stateOf(entries: readonly (readonly [name: string, text: string])[], run = ''): ExampleState {
  const files = entries.map(([name, text]) => {
    const [, path = name, note = ''] = /^(.*?)(?: \((.*)\))?$/.exec(name) ?? [];
    return { path, note, text };
  });
  return { files, run };
}

/** Returns the text of an example's file with other reports. */
export function withReports(text: string, report: string, reportZh: string): string {
  const kept = text.split(/^(?==== )/m).filter((part) => !/^=== report(?: zh)?\n/.test(part));
  const fix = kept.findIndex((part) => part.startsWith('=== fixed '));
  kept.splice(fix < 0 ? kept.length : fix, 0, `=== report\n${report}=== report zh\n${reportZh}`);
  return kept.join('');
}
