// Private keys and tokens in a text that would be published, and pictures in it that say where they were taken. The rules are
// secretlint's; of them only those whose finds are sure.

import { loadModule } from '../../base/program.js';

/** A secret in a text: its offsets, and what it is, in the words of its rule. */
export interface Secret {
  readonly at: readonly [start: number, end: number];
  readonly what: string;
  /** Whether it is a picture that says where it was taken. */
  readonly isPlace?: boolean;
}

/** Something that each of the rules needs to find anything: most texts have none of it, which is seen in microseconds. */
const MAYBE =
  /PRIVATE KEY|\bgh[pousr]_|github_pat_|\bxox[a-z]-|hooks\.slack\.com|\bnpm_[A-Za-z0-9]|_authToken|\b(?:AKIA|ASIA|A3T)[A-Z0-9]|aws.{0,20}(?:secret|key)|private_key|\bSG\.|\bshp[a-z]{2}_|\bsk-|\bhf_|\blin_api_|\bops_ey|\bAIza/i;

/** Rules whose finds are examples more often than secrets. */
const UNSURE = ['basicauth', 'database-connection-string', 'filter-comments'];

/** Finds secrets in a text. */
export async function findSecrets(text: string): Promise<readonly Secret[]> {
  return [...placesIn(text), ...(MAYBE.test(text) ? await keysIn(text) : [])];
}

const PICTURE = /data:[^,"'()<>\s]{0,64};base64,([\w+/%\s]+)/gi;
/** The entry of EXIF that leads to the place, in both orders of bytes (Exif 2.32, section 4.6.3); XMP's field. */
const PLACES = ['\x25\x88\x04\0\x01\0\0\0', '\x88\x25\0\x04\0\0\0\x01', 'exif:GPSL'].map((mark) => Buffer.from(mark, 'latin1'));

/** Pictures in `data:` addresses, which are published as they are written. */
function placesIn(text: string): Secret[] {
  if (!/;base64,/i.test(text)) return [];
  return [...text.matchAll(PICTURE)].flatMap(({ index, 0: address, 1: encoded = '' }) => {
    const bytes = Buffer.from(encoded.replace(/%2b/gi, '+').replace(/%2f/gi, '/'), 'base64');
    if (!PLACES.some((mark) => bytes.includes(mark))) return [];
    return { at: [index, index + address.length - encoded.length], what: 'picture', isPlace: true };
  });
}

async function keysIn(text: string): Promise<Secret[]> {
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
