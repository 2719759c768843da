// Finds external addresses that lead nowhere for any reader: empty, unfinished, or valid on one machine only.

import { distance } from 'fastest-levenshtein';
import { isLocalHost } from '../base/flow/privateAddress.js';

export interface WrongAddress {
  readonly reason: string;
  readonly note: string;
}

/** Schemes that are similar to `http` or `https`, but not misspellings of them. */
const OTHER_SCHEMES = new Set([
  'ftp',
  'ftps',
  'sftp',
  'tftp',
  'nfs',
  'ws',
  'wss',
  'rtsp',
  'smtp',
  'tel',
  'ssh',
  'git',
  'http+unix',
  'shttp',
]);

/**
 * Returns the problem of an address.
 * @param written an address that doesn't belong to this site
 * @param isIntended true if the address is shown as its own text, so that it need not work
 * @returns undefined if its text shows nothing wrong
 */
export function wrongAddress(written: string, isIntended = false): WrongAddress | undefined {
  const text = written.trim();
  if (text === '' && isIntended) return undefined;
  if (text === '') return { reason: 'the address is empty', note: 'write one, or remove the link or picture' };
  if (/^(?:https?:)?\/\/(?:[?#]|$)/i.test(text) || /^https?:$/i.test(text))
    return { reason: `the address "${text}" is unfinished`, note: 'write the host, such as https://example.org/' };
  const once = /^(https?:)\/?(?!\/)(.*)$/is.exec(text);
  if (once) return { reason: `"${text}" is not a full address`, note: `write two slashes: ${once[1]}//${once[2]}` };
  const scheme = /^([a-z][a-z0-9+.-]*):\/{0,3}/i.exec(text)?.[1]?.toLowerCase();
  if (scheme === 'file' || /^[a-z]:(?:[\\/]|%5C)/i.test(text))
    return {
      reason: `"${text}" is a path on one machine, which no reader can open`,
      note: 'put the file into content/ or images/',
    };
  if (scheme && isMisspelt(scheme) && /^[^:]*:\//.test(text))
    return { reason: `"${scheme}:" is not a known scheme`, note: 'did you mean https://?' };
  const host = /^(?:https?:)?\/\/(?:[^/?#@]*@)?(\[[^\]]*\]|[^/?#:]*)/i.exec(text)?.[1] ?? '';
  if (!isIntended && isLocalHost(host.replace(/^\[|\]$/g, '')))
    return {
      reason: `"${text}" is an address of one machine or network, which no reader can reach`,
      note: 'write the public address; or show it as text or code',
    };
  return undefined;
}

function isMisspelt(scheme: string): boolean {
  if (scheme === 'http' || scheme === 'https' || OTHER_SCHEMES.has(scheme)) return false;
  return Math.min(distance(scheme, 'http'), distance(scheme, 'https')) <= (scheme.length < 4 ? 1 : 2);
}
