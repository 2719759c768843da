// What `init` asks: each question with its choices, and what an answer means. An answer is checked when it is given.

import { nearest } from '../base/diagnostics.js';
import { languageTag } from '../base/text/languageNames.js';
import { neededByService, SERVICES } from '../features/comments/settings.js';
import { HOSTS, THEMES } from './starter.js';

/** What an answer means, or why it cannot be used, with an example. */
export type Reading = { readonly value: string } | { readonly reason: string };

export interface StarterQuestion {
  readonly question: string;
  /** Reads an answer. An empty one stands for the suggestion, and is not read. */
  readonly read: (written: string) => Reading;
}

const COMMENTS = [...Object.keys(SERVICES), 'none'];

/** The questions by the names of their options, in the order in which they are asked. */
export const STARTER_QUESTIONS = {
  title: { question: 'Title', read: asItIs },
  author: { question: 'Author', read: asItIs },
  language: { question: 'Language of the texts (中文, English…)', read: readLanguage },
  url: { question: 'Address', read: readAddress },
  theme: choiceOf('Theme', Object.keys(THEMES)),
  host: choiceOf('Host', Object.keys(HOSTS)),
  comments: choiceOf('Comments', COMMENTS),
} as const satisfies { readonly [option: string]: StarterQuestion };

export type StarterOption = keyof typeof STARTER_QUESTIONS;

/** The question for the only setting of a comment service; undefined if it has several, which its site hands out together. */
export function serverQuestion(comments: string): StarterQuestion | undefined {
  if (!Object.hasOwn(SERVICES, comments)) return undefined;
  const name = comments as keyof typeof SERVICES;
  if (neededByService(name).length !== 1) return undefined;
  return { question: `Address of your ${SERVICES[name].title} server (empty: later)`, read: readAddress };
}

function asItIs(written: string): Reading {
  return { value: written };
}

function readLanguage(written: string): Reading {
  const value = languageTag(written);
  return value === undefined ? { reason: `"${written}" is not a language; write 中文, English, zh-Hant or ja` } : { value };
}

/** Reads a web address. One without a scheme begins with https://. */
function readAddress(written: string): Reading {
  const reason = `"${written}" is not a web address; write blog.example.com or https://example.com/blog`;
  const full = /^[a-z][a-z0-9+.-]*:\/\//i.test(written) ? written : `https://${written}`;
  if (/[\s?#"<>\\]/.test(full) || !URL.canParse(full)) return { reason };
  const { protocol, hostname, username, origin, pathname } = new URL(full);
  const isHost = hostname.includes('.') || hostname === 'localhost' || hostname.startsWith('[');
  if (!/^https?:$/.test(protocol) || !isHost || username !== '') return { reason };
  return { value: `${origin}${decodeURI(pathname).replace(/\/+$/, '')}` };
}

/** Returns a question with a list of choices. The beginning of one is enough if no other begins like it. */
function choiceOf(name: string, choices: readonly string[]): StarterQuestion {
  const read = (written: string): Reading => {
    const plain = written.toLowerCase();
    const begins = choices.filter((choice) => choice.startsWith(plain));
    const [value, ...others] = choices.includes(plain) ? [plain] : begins;
    if (value !== undefined && others.length === 0) return { value };
    const [near] = others.length > 0 ? [] : nearest(plain, choices, 1);
    const advice =
      near === undefined ? `choose one of ${(begins.length > 1 ? begins : choices).join(', ')}` : `did you mean ${near}?`;
    return { reason: `"${written}" is none of the choices; ${advice}` };
  };
  return { question: `${name} (${choices.join(', ')})`, read };
}
