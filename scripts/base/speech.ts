// The language in which the program speaks to a writer. All texts are written in English where they are needed; a `Speech` puts
// them into another language when they are printed. So caches, records, JSON and SARIF hold one language.

import type { Diagnostic } from '../types.js';

export interface Speech {
  /** BCP 47 tag. */
  readonly language: string;
  /** Returns a text of a command in this language, or in English if there is no translation. */
  readonly text: (english: string) => string;
  /** Returns a comment of a file in this language. Other lines of the file stay as they are. */
  readonly comment: (english: string) => string;
  /** Returns a problem with its reason and note in this language. */
  readonly problem: (problem: Diagnostic) => Diagnostic;
  /** Returns the meaning of a rule. */
  readonly meaning: (ruleId: string, english: string) => string;
  /** Joins the parts of a sentence with the language's comma. */
  readonly list: (parts: readonly string[]) => string;
}

export const ENGLISH: Speech = {
  language: 'en',
  text: (english) => english,
  comment: (english) => english,
  problem: (problem) => problem,
  meaning: (_ruleId, english) => english,
  list: (parts) => parts.join(', '),
};
