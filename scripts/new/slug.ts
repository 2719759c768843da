// Makes the last part of an address from a title: Chinese becomes Pinyin, Latin letters lose their accents, everything else stays.

import { load } from '../base/program.js';

/** Maximum length. A longer slug is cut at the end of a word. */
const MAX_LENGTH = 60;
/** Languages in which Chinese characters are pronounced differently. */
const OTHER_SOUNDS = /^(?:ja|ko|vi)\b/;
const HAN = /\p{Script=Han}/u;

/**
 * Returns a slug for a title.
 * @param language the title's language; in Japanese, Korean and Vietnamese, Chinese characters stay
 * @returns lower-case letters and digits with hyphens; empty if the title has none
 */
export function slugOf(title: string, language: string): string {
  const plain = title.normalize('NFKC').replace(/['’]/g, '');
  const hasSounds = HAN.test(plain) && !OTHER_SOUNDS.test(language);
  const characters = [...plain];
  const sounds = hasSounds ? soundsOf(plain) : characters;
  const words: string[] = [];
  let at = 0;
  for (const { segment } of new Intl.Segmenter(language, { granularity: 'word' }).segment(plain)) {
    const own = [...segment].map((character) => {
      const sound = sounds[at++] ?? character;
      return hasSounds && HAN.test(character) ? ` ${sound} ` : sound;
    });
    const parts = withoutAccents(own.join('')).match(/[\p{L}\p{N}\p{M}]+/gu);
    if (parts) words.push(parts.join('-'));
  }
  return shortened(words);
}

/** Returns the sound of each character, which depends on its word. Other characters stay as they are. */
function soundsOf(text: string): string[] {
  const { pinyin } = load('pinyin-pro') as typeof import('pinyin-pro');
  return pinyin(text, { toneType: 'none', type: 'array', v: true });
}

function withoutAccents(text: string): string {
  return text
    .toUpperCase()
    .toLowerCase()
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .normalize('NFC');
}

function shortened(words: readonly string[]): string {
  let slug = '';
  for (const word of words) {
    if (slug && slug.length + 1 + word.length > MAX_LENGTH) break;
    slug += slug ? `-${word}` : word;
  }
  return [...slug].slice(0, MAX_LENGTH).join('').replace(/-+$/, '');
}
