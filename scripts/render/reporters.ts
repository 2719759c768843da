// Functions by which the steps of rendering report problems, each with its place in the file, its rule and a suggestion.

import type { Element } from 'hast';
import { nearest, type ProblemOptions, placeAt, problem, type RuleId } from '../base/diagnostics.js';
import { contentFile } from '../base/inputFolders.js';
import type { RawTag } from '../base/text/rawHtml.js';
import type { Warn } from '../markdown/lint.js';
import type { Diagnostic, Place } from '../types.js';
import type { BrokenTag, Raw } from './brokenHtml.js';
import type { DiagramProblem } from './diagrams.js';
import type { ReportMark } from './foreign/foreign.js';
import type { Target } from './foreign/mark.js';
import type { FormulaProblem } from './formulas.js';
import { placeInRaw, placeOf } from './places.js';
import type { Unsafe } from './safe.js';

/** Reports a problem at a place in the file. */
export type ReportProblem = (place: Place | undefined, rule: RuleId, reason: string, more?: ProblemOptions) => void;

/**
 * Returns a function that reports the problems of a file.
 * @param path the file's path below `content/`
 * @param problems the list that the problems are added to
 */
export function problemReporter(path: string, problems: Diagnostic[]): ReportProblem {
  const file = contentFile(path);
  return (place, rule, reason, more) => void problems.push(problem(file, place, rule, reason, more));
}

export interface ReportersOptions {
  /** The whole file. */
  readonly text: string;
  readonly reportProblem: ReportProblem;
  /** Severity of a dead link. */
  readonly links: 'error' | 'warn';
  /** Called with the targets named by markup of other tools. */
  readonly mention: (targets: readonly Target[], place: Place) => void;
}

export type Reporters = ReturnType<typeof reporters>;

export function reporters({ text, reportProblem, links, mention }: ReportersOptions) {
  const placeOfNode = (node: Element | Raw, tag?: RawTag): Place | undefined =>
    tag ? placeInRaw(text, node as Raw, tag) : node.position && placeOf(node.position);
  return {
    placeOf: placeOfNode,
    markdown: (({ rule, reason, remedy, position }) =>
      reportProblem(placeOf(position), `markdown/${rule}`, reason, { note: remedy })) satisfies Warn,
    foreign: (({ rule, reason, instead, targets, range: [start, end] }) => {
      const place = placeAt(text, start, end);
      reportProblem(place, rule, reason, { note: instead });
      mention(targets, place);
    }) satisfies ReportMark,
    broken: ({ node, tag, rule, reason, note }: BrokenTag) => reportProblem(placeInRaw(text, node, tag), rule, reason, { note }),
    unsafe: ({ node, tag, reason }: Unsafe) =>
      reportProblem(placeOfNode(node, tag), 'html/unsafe', `${reason} is not allowed (\`safe: true\`) and is removed`),
    duplicateId: (id: string, place: Place | undefined, kept: Place | undefined) => {
      const where = kept ? ` in line ${kept.line}` : '';
      const reason = `another element${where} has the id #${id}; it is left out here, so that links lead there`;
      reportProblem(place, 'markdown/duplicate-id', reason, { note: 'give one of them a different id' });
    },
    repeatedTitle: (heading: Element) => {
      const reason = 'this heading repeats the title, which the page shows above it';
      reportProblem(placeOfNode(heading), 'title/repeated', reason, { note: 'delete the heading' });
    },
    className: (name: string, expected: readonly string[], node: Element) =>
      reportProblem(placeOfNode(node), 'markdown/class', `the theme knows no class "${name}"`, { expected }),
    formula: ({ rule, reason, expected = [], position }: FormulaProblem) => {
      if (!position) return;
      const severity = rule === 'link/equation' && links === 'warn' ? ({ severity: 'warning' } as const) : {};
      reportProblem(placeOf(position), rule, reason, { expected: nearest(reason.split('"')[1] ?? '', expected), ...severity });
    },
    diagram: ({ reason, place, isTimeout }: DiagramProblem) =>
      isTimeout
        ? reportProblem(place, 'code/slow', reason, { note: 'divide it, or draw it once and show the picture' })
        : reportProblem(place, 'code/diagram', reason, { note: 'use ```text to show it as code' }),
    language: (language: string, expected: readonly string[], position: Element['position']) => {
      const reason = `code in "${language}" is not highlighted: unknown language`;
      reportProblem(position && placeOf(position), 'code/language', reason, adviceOn(language, expected));
    },
  };
}

/** Diagram languages that editors draw. */
const DIAGRAMS =
  /^(?:mermaid|sequence|flow(?:chart)?|plantuml|puml|uml|echarts|mindmap|markmap|gantt|abc|wavedrom|vega(?:-lite)?|d2)$/i;

/** Code languages that mean a formula. */
const MATH = /^(?:math|latex-?math|katex|mathjax)$/i;

/** Returns the suggestion for code in an unknown language. */
function adviceOn(language: string, expected: readonly string[]): ProblemOptions {
  if (MATH.test(language)) return { note: 'write the formula between two lines of `$$`' };
  if (DIAGRAMS.test(language)) return { note: 'it is shown as code: draw it in `dot`, or with a plugin (docs/plugins/)' };
  return { expected, note: 'use `text` for plain text' };
}
