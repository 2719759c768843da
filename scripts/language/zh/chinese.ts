// The program in simplified Chinese.

import { lazy } from '../../base/flow/lazy.js';
import type { Speech } from '../../base/speech.js';
import type { Diagnostic } from '../../types.js';
import { translator } from '../translator.js';
import { COMMANDS_ZH } from './commands.js';
import { COMMENTS_ZH } from './comments.js';
import { FOREIGN_ZH } from './foreign.js';
import { IMPORT_ZH } from './import.js';
import { RULES_ZH } from './problems.js';
import { SHARED_ZH } from './shared.js';

const ofCommands = lazy(() => translator(COMMANDS_ZH(), IMPORT_ZH(), SHARED_ZH()));

const ofComments = lazy(() => translator(COMMENTS_ZH()));

/** Translators by rule, each made when a problem of its rule is first printed. */
const ofRules = new Map<string, (text: string) => string | undefined>();

function ofRule(ruleId: string): (text: string) => string | undefined {
  let translate = ofRules.get(ruleId);
  if (!translate) {
    const { texts = {} } = RULES_ZH()[ruleId as keyof ReturnType<typeof RULES_ZH>] ?? {};
    translate = translator(texts, ...(ruleId === 'markdown/foreign' ? [FOREIGN_ZH()] : []), SHARED_ZH());
    ofRules.set(ruleId, translate);
  }
  return translate;
}

const CHINESE: Speech = {
  language: 'zh-Hans',
  text: (english) => ofCommands()(english) ?? english,
  comment: (english) => ofComments()(english) ?? english,
  problem: (problem) => {
    const translate = ofRule(problem.ruleId);
    const { reason, note } = problem;
    return {
      ...problem,
      reason: translate(reason) ?? reason,
      ...(note !== undefined && { note: translate(note) ?? note }),
    } satisfies Diagnostic;
  },
  meaning: (ruleId, english) => RULES_ZH()[ruleId as keyof ReturnType<typeof RULES_ZH>]?.meaning ?? english,
  list: (parts) => parts.join('，'),
};

export function chinese(): Speech {
  return CHINESE;
}
