// What `init` asks: each question with its choices, and what an answer means. An answer is checked when it is given.

import type { StarterChoice, StarterSetting } from '../assemble/starterChoice.js';
import { nearest } from '../base/diagnostics.js';
import { languageTag } from '../base/text/languageNames.js';
import { HOSTS, STARTER_CHOICES } from './starter.js';

/** What an answer means, or why it cannot be used, with an example. */
export type Reading = { readonly value: string } | { readonly reason: string };

export interface StarterQuestion {
  readonly question: string;
  /** Descriptions of the choices, by name. */
  readonly about?: { readonly [choice: string]: string };
  /** Reads an answer. An empty one stands for the suggestion, and is not read. */
  readonly read: (written: string) => Reading;
}

/** Questions that every site answers, by the names of their options. */
const TEXTS = {
  title: { question: 'Title', read: asItIs },
  author: { question: 'Author', read: asItIs },
  language: { question: 'Language of the texts (中文, English…)', read: readLanguage },
  url: { question: 'Address', read: readAddress },
  host: choiceOf('Host', Object.keys(HOSTS)),
} as const satisfies { readonly [option: string]: StarterQuestion };

/** All questions by the names of their options, in the order in which they are asked. */
export const STARTER_QUESTIONS: { readonly [option: string]: StarterQuestion } = {
  ...TEXTS,
  ...Object.fromEntries(STARTER_CHOICES.map((choice) => [choice.setting, settingQuestion(choice)])),
};

function settingQuestion({ question, choices }: StarterChoice): StarterQuestion {
  const described = Object.entries(choices).flatMap(([name, { about }]) => (about === undefined ? [] : [[name, about] as const]));
  return { ...choiceOf(question, Object.keys(choices)), ...(described.length > 0 && { about: Object.fromEntries(described) }) };
}

/** A question for a value that a service hands out. */
export interface FieldQuestion extends StarterQuestion {
  /** `comments-server` */
  readonly option: string;
  readonly field: string;
}

/**
 * Returns the question for the only value that a choice needs: the address of a server.
 * @returns undefined if it needs none, or several, which its site hands out together
 */
export function fieldQuestion({ setting, choices }: StarterChoice, name: string): FieldQuestion | undefined {
  const { service }: StarterSetting = choices[name] ?? {};
  const [field, ...others] = service?.fields ?? [];
  if (!service || field === undefined || others.length > 0) return undefined;
  return {
    option: `${setting}-${field}`,
    field,
    question: `Address of your ${service.title} server (empty: later)`,
    read: readAddress,
  };
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
