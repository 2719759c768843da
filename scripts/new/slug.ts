// The last part of an address, from a title: Chinese by its sounds, Latin letters without accents, all else as it is.

import { load } from '../base/program.js';

/** Longer ones are cut, where a word ends. */
const LONGEST = 60;
/** In these languages characters have other sounds. */
const OTHER_SOUNDS = /^(?:ja|ko|vi)\b/;
const HAN = /\p{Script=Han}/u;

/**
 * A slug for a title.
 * @param language of the title; in Japanese and Korean, Chinese characters stay
 * @returns letters and digits in small letters, divided by hyphens; empty if a title has none
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

/** What each character of a text sounds like; one with several sounds by the word that it is in. Others are as they are. */
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
    if (slug && slug.length + 1 + word.length > LONGEST) break;
    slug += slug ? `-${word}` : word;
  }
  return [...slug].slice(0, LONGEST).join('').replace(/-+$/, '');
}
