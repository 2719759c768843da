// Problems for other programs: SARIF, and the annotations of GitHub's workflows.

import { guess, RULES, type RuleId } from '../base/diagnostics.js';
import { ENGLISH, type Speech } from '../base/speech.js';
import type { Diagnostic } from '../types.js';

/** Problems as a log of SARIF (OASIS, Static Analysis Results Interchange Format 2.1.0). */
export function sarif(problems: readonly Diagnostic[]): object {
  const used = [...new Set(problems.map(({ ruleId }) => ruleId))].sort() as RuleId[];
  const rules = used.map((id) => ({ id, shortDescription: { text: RULES[id][1] } }));
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [{ tool: { driver: { name: 'titleblock', rules } }, columnKind: 'utf16CodeUnits', results: problems.map(resultOf) }],
  };
}

function resultOf(problem: Diagnostic): object {
  const { file, place, ruleId, fatal } = problem;
  const region = place && {
    startLine: place.line,
    startColumn: place.column,
    ...(place.endLine && { endLine: place.endLine }),
    ...(place.endColumn && { endColumn: place.endColumn }),
  };
  return {
    ruleId,
    level: fatal ? 'error' : 'warning',
    message: { text: textOf(problem, ENGLISH) },
    locations: [{ physicalLocation: { artifactLocation: { uri: encodeURI(file) }, ...(region && { region }) } }],
  };
}

/** Lines that GitHub's runner takes from the output of a step (GitHub Docs, Workflow commands). */
export function annotations(problems: readonly Diagnostic[], speech: Speech): string {
  return problems
    .map((problem) => {
      const { file, place, ruleId, fatal } = problem;
      const at = place
        ? `,line=${place.line},col=${place.column}${place.endLine ? `,endLine=${place.endLine}` : ''}${place.endColumn ? `,endColumn=${place.endColumn}` : ''}`
        : '';
      return `::${fatal ? 'error' : 'warning'} file=${property(file)}${at},title=${property(ruleId)}::${data(textOf(problem, speech))}\n`;
    })
    .join('');
}

function textOf(problem: Diagnostic, speech: Speech): string {
  const { reason, expected, note } = speech.problem(problem);
  return [reason, guess(expected, speech), note].filter(Boolean).join('\n');
}

function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
