// Finds private keys and tokens in a text, and embedded pictures that contain their location. Secrets are found by secretlint's
// rules, without those that report many false alarms.

import { loadModule } from '../../base/program.js';

/** A secret in a text. */
export interface Secret {
  /** Offsets in UTF-16 units. */
  readonly at: readonly [start: number, end: number];
  /** The kind of secret, as secretlint names it. */
  readonly what: string;
  /** True for a picture that contains its location. */
  readonly isLocation?: boolean;
}

/**
 * Matches every text in which a rule can find something. Most texts don't match, which takes microseconds and saves loading
 * secretlint.
 */
const MAYBE =
  /PRIVATE KEY|\bgh[pousr]_|github_pat_|\bxox[a-z]-|hooks\.slack\.com|\bnpm_[A-Za-z0-9]|_authToken|\b(?:AKIA|ASIA|A3T)[A-Z0-9]|aws.{0,20}(?:secret|key)|private_key|\bSG\.|\bshp[a-z]{2}_|\bsk-|\bhf_|\blin_api_|\bops_ey|\bAIza/i;

/** Rules that are disabled because they mostly match examples. */
const UNSURE = ['basicauth', 'database-connection-string', 'filter-comments'];

/** Finds secrets in a text. */
export async function findSecrets(text: string): Promise<readonly Secret[]> {
  return [...locationsIn(text), ...(MAYBE.test(text) ? await keysIn(text) : [])];
}

const PICTURE = /data:[^,"'()<>\s]{0,64};base64,([\w+/%\s]+)/gi;
/** The EXIF entry that points to the GPS data, in both byte orders (Exif 2.32, section 4.6.3), and the field of XMP. */
const LOCATION_MARKS = ['\x25\x88\x04\0\x01\0\0\0', '\x88\x25\0\x04\0\0\0\x01', 'exif:GPSL'].map((mark) =>
  Buffer.from(mark, 'latin1'),
);

/** Finds pictures in `data:` addresses, which are published unchanged. */
function locationsIn(text: string): Secret[] {
  if (!/;base64,/i.test(text)) return [];
  return [...text.matchAll(PICTURE)].flatMap(({ index, 0: address, 1: encoded = '' }) => {
    const bytes = Buffer.from(encoded.replace(/%2b/gi, '+').replace(/%2f/gi, '/'), 'base64');
    if (!LOCATION_MARKS.some((mark) => bytes.includes(mark))) return [];
    return { at: [index, index + address.length - encoded.length], what: 'picture', isLocation: true };
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
  return messages.map(({ range: [start, end], message }) => ({ at: [start, end], what: kindIn(message) }));
}

/** Extracts the kind of secret from a message: `found GitHub Token(GitHub personal access tokens): ***` is a "GitHub Token". */
function kindIn(message: string): string {
  return /^found ([^:(]+)/i.exec(message)?.[1]?.trim() ?? 'secret';
}
