// Private keys and tokens in a text that would be published. The rules are secretlint's; of them only those whose finds are sure.

import { loadModule } from '../program.js';

/** A secret in a text: its offsets, and what it is, in the words of its rule. */
export interface Secret {
  readonly at: readonly [start: number, end: number];
  readonly what: string;
}

/** Something that each of the rules needs to find anything: most texts have none of it, which is seen in microseconds. */
const MAYBE =
  /PRIVATE KEY|\bgh[pousr]_|github_pat_|\bxox[a-z]-|hooks\.slack\.com|\bnpm_[A-Za-z0-9]|_authToken|\b(?:AKIA|ASIA|A3T)[A-Z0-9]|aws.{0,20}(?:secret|key)|private_key|\bSG\.|\bshp[a-z]{2}_|\bsk-|\bhf_|\blin_api_|\bops_ey|\bAIza/i;

/** Rules whose finds are examples more often than secrets. */
const UNSURE = ['basicauth', 'database-connection-string', 'filter-comments'];

/** Finds secrets in a text. */
export async function findSecrets(text: string): Promise<readonly Secret[]> {
  if (!MAYBE.test(text)) return [];
  const { lintSource } = (await loadModule('@secretlint/core')) as typeof import('@secretlint/core');
  const { creator, rules } = (await loadModule(
    '@secretlint/secretlint-rule-preset-recommend',
  )) as typeof import('@secretlint/secretlint-rule-preset-recommend');
  const off = rules.filter(({ meta }) => UNSURE.some((name) => meta.id.endsWith(name)));
  const preset = {
    id: '@secretlint/secretlint-rule-preset-recommend',
    rule: creator,
    rules: off.map(({ meta: { id } }) => ({ id, disabled: true })),
  };
  const { messages } = await lintSource({
    source: { filePath: 'text.txt', content: text, ext: '.txt', contentType: 'text' },
    options: { config: { rules: [preset] }, noPhysicFilePath: true, maskSecrets: true },
  });
  return messages.map(({ range: [start, end], message }) => ({ at: [start, end], what: whatIn(message) }));
}

/** `found GitHub Token(GitHub personal access tokens): ***` is a "GitHub Token". */
function whatIn(message: string): string {
  return /^found ([^:(]+)/i.exec(message)?.[1]?.trim() ?? 'secret';
}
