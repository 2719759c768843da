// Silences the warnings that a writer has answered: in site.yaml by rule and folder, or in the text itself
// (`<!-- answered: picture/alt -->`).

import { isMap, isScalar, isSeq, type Node } from 'yaml';
import { CHECK_RULES, nearest, placeAt, problem, RULES } from '../base/diagnostics.js';
import { contentFile } from '../base/inputFolders.js';
import type { Type } from '../fields/fields.js';
import type { Answer, Diagnostic, Source } from '../types.js';

const isRule = (name: string): boolean => Object.hasOwn(RULES, name);

/** `answered:` in site.yaml: rules, each with the files or folders below `content/` that it is answered for. */
export const answersField: Type<readonly Answer[]> = {
  name: 'mapping of rules to folders or files',
  schema: {
    type: 'object',
    propertyNames: { enum: Object.keys(RULES) },
    additionalProperties: { anyOf: [{ type: 'string' }, { type: 'array', items: { type: 'string' } }] },
  },
  read: (node, report, placeOf) => {
    if (!isMap(node)) {
      report('expected a mapping of rules to folders or files, such as `{picture/alt: posts/old}`');
      return undefined;
    }
    return node.items.flatMap(({ key, value }): Answer[] => {
      const rule = String(isScalar(key) ? key.value : key);
      if (!isRule(rule)) {
        const [near] = nearest(rule, Object.keys(RULES), 1);
        report(`unknown rule "${rule}"${near ? `; did you mean ${near}?` : ''}`, key as Node);
        return [];
      }
      const nodes = isSeq(value) ? (value.items as Node[]) : [value as Node];
      return nodes.flatMap((each): Answer[] => {
        const within = isScalar(each) && typeof each.value === 'string' ? each.value : undefined;
        if (within === undefined) {
          report(`${rule}: expected a folder or file below content/, or "." for the whole site`, each);
          return [];
        }
        return [
          { rule, within: within.replace(/^(?:\.(?=\/|$))?\/*(?:content\/)?/, '').replace(/\/+$/, ''), place: placeOf(each) },
        ];
      });
    });
  },
};

/** Errors that may be answered too: only the writer knows what is secret. */
const ANSWERABLE_ERRORS: ReadonlySet<string> = new Set(['leak/secret', 'leak/file', 'leak/location']);

/** An answer in a text. Code is matched to be skipped: an answer in it is an example. */
const IN_TEXT = /^[ >]*(`{3,}|~{3,})[^\n]*\n[\s\S]*?^[ >]*\1|(`+)(?!`)[^\n]*?[^`]\2(?!`)|<!--\s*answered:([^>]*?)-->/gm;

/** Returns the answers in a text, outside of code. */
export function answersIn(path: string, text: string): Answer[] {
  if (!text.includes('answered:')) return [];
  return [...text.matchAll(IN_TEXT)].flatMap((match) => {
    const rules = match[3];
    if (rules === undefined) return [];
    const place = placeAt(text, match.index, match.index + match[0].length);
    return rules
      .split(/[\s,]+/)
      .filter(Boolean)
      .map((rule): Answer => ({ rule, within: path, place, inText: true }));
  });
}

/**
 * Removes the problems that are answered.
 * @param answers answers in site.yaml
 * @param sources the texts, which may contain further answers
 * @param wasChecked true for a rule that was checked; the answers to other rules are not idle
 * @returns the remaining problems, and a warning for each answer that silences nothing
 */
export function withoutAnswered(
  problems: readonly Diagnostic[],
  answers: readonly Answer[],
  sources: readonly Source[],
  wasChecked: (rule: string) => boolean = (rule) => !(rule in CHECK_RULES),
): { readonly remaining: Diagnostic[]; readonly idle: Diagnostic[] } {
  const all = [...answers, ...sources.flatMap((source) => source.answers ?? [])];
  if (all.length === 0) return { remaining: [...problems], idle: [] };
  const used = new Set<Answer>();
  const remaining = problems.filter((each) => {
    const isAnswerable = !each.fatal || ANSWERABLE_ERRORS.has(each.ruleId);
    const answer = isAnswerable ? all.find((one) => one.rule === each.ruleId && isWithin(each.file, one.within)) : undefined;
    if (answer) used.add(answer);
    return answer === undefined;
  });
  return { remaining, idle: all.filter((each) => !used.has(each) && wasChecked(each.rule)).map(idleAnswer) };
}

function isWithin(file: string, within: string): boolean {
  return within === '' || [within, contentFile(within)].some((place) => file === place || file.startsWith(`${place}/`));
}

function idleAnswer({ rule, within, place, inText }: Answer): Diagnostic {
  const file = inText ? contentFile(within) : contentFile('site.yaml');
  const reason = isRule(rule)
    ? `there is no ${rule} warning${inText || within === '' ? '' : ` in ${contentFile(within)}`} to silence`
    : `unknown rule "${rule}"`;
  return problem(file, place, 'answer/idle', reason, {
    expected: isRule(rule) ? [] : nearest(rule, Object.keys(RULES), 1),
    note: 'remove it, or it will hide the next warning of this kind',
  });
}
