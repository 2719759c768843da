// Addresses that lead nowhere for any reader, though they are those of no page: empty ones, unfinished ones, and those of one machine.

import { isIP } from 'node:net';
import { distance } from 'fastest-levenshtein';
import { isPrivateAddress } from '../base/flow/privateAddress.js';

export interface WrongAddress {
  readonly reason: string;
  readonly note: string;
}

/** Schemes that differ little from `http` or `https` and are none of their misspellings. */
const OTHERS = new Set([
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
 * @param written an address that is not one of this site
 * @param isMeant whether the writer means it as it is: it is shown as its own text
 * @returns undefined if nothing is wrong with it, as far as its text tells
 */
export function wrongAddress(written: string, isMeant = false): WrongAddress | undefined {
  const text = written.trim();
  if (text === '' && isMeant) return undefined;
  if (text === '') return { reason: 'the address is empty', note: 'write one, or remove the link or picture' };
  if (/^(?:https?:)?\/\/(?:[?#]|$)/i.test(text) || /^https?:$/i.test(text))
    return { reason: `the address "${text}" is unfinished`, note: 'write the host, such as https://example.org/' };
  const once = /^(https?:)\/?(?!\/)(.*)$/is.exec(text);
  if (once) return { reason: `"${text}" is not a full address`, note: `write two slashes: ${once[1]}//${once[2]}` };
  const scheme = /^([a-z][a-z0-9+.-]*):\/{0,3}/i.exec(text)?.[1]?.toLowerCase();
  if (scheme === 'file' || /^[a-z]:(?:[\\/]|%5C)/i.test(text))
    return {
      reason: `"${text}" is a path of one machine, which no reader can open`,
      note: 'put the file into content/ or images/',
    };
  if (scheme && isMisspelt(scheme) && /^[^:]*:\//.test(text))
    return { reason: `"${scheme}:" is not a known scheme`, note: 'did you mean https://?' };
  const host = /^(?:https?:)?\/\/(?:[^/?#@]*@)?(\[[^\]]*\]|[^/?#:]*)/i.exec(text)?.[1] ?? '';
  if (!isMeant && isLocal(host.replace(/^\[|\]$/g, '')))
    return {
      reason: `"${text}" is an address of one machine or network, which no reader can reach`,
      note: 'write the public address; or show it as text or code',
    };
  return undefined;
}

/** Names of a machine itself or of its network (RFC 6761, RFC 6762), and addresses of such. */
function isLocal(host: string): boolean {
  return /^localhost$|\.(?:localhost|local|lan|internal)$/i.test(host) || (isIP(host) > 0 && isPrivateAddress(host));
}

function isMisspelt(scheme: string): boolean {
  if (scheme === 'http' || scheme === 'https' || OTHERS.has(scheme)) return false;
  return Math.min(distance(scheme, 'http'), distance(scheme, 'https')) <= (scheme.length < 4 ? 1 : 2);
}
