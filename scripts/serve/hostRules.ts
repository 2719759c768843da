// What `_headers` and `_redirects` ask of a static host, as Netlify and Cloudflare Pages read them: as much of both as hosts agree on.

/** An address in which `*` stands for anything: what is around the asterisks. */
export type Pattern = readonly string[];

/** Headers for the addresses that a pattern matches. */
export interface HeaderRule {
  readonly pattern: Pattern;
  readonly headers: readonly (readonly [name: string, value: string])[];
}

/** An address that leads to another one. */
export interface Redirect {
  readonly pattern: Pattern;
  /** With `:splat` for what `*` stood for. */
  readonly to: string;
  readonly status: number;
}

/** Reads `_headers`: an address without an indent, and below it lines of `Name: value`. */
export function readHeaders(text: string): HeaderRule[] {
  const rules: { pattern: Pattern; headers: [string, string][] }[] = [];
  for (const line of contentOf(text)) {
    const [, name, value] = /^\s+([^:\s]+):\s*(.*)$/.exec(line) ?? [];
    if (name && value !== undefined) rules.at(-1)?.headers.push([name.toLowerCase(), value.trim()]);
    else if (!/^\s/.test(line)) rules.push({ pattern: patternOf(line.trim()), headers: [] });
  }
  return rules;
}

/** The headers of an address: all rules that match; of a name that comes again, the last. */
export function headersFor(rules: readonly HeaderRule[], address: string): { [name: string]: string } {
  return Object.fromEntries(
    rules.filter(({ pattern }) => splatIn(pattern, address) !== undefined).flatMap(({ headers }) => headers),
  );
}

/** Reads `_redirects`: lines of an address, where it leads, and a status. */
export function readRedirects(text: string): Redirect[] {
  return contentOf(text).flatMap((line): Redirect[] => {
    const [from, to, status = '301'] = line.trim().split(/\s+/);
    return from && to ? [{ pattern: patternOf(from), to, status: Number.parseInt(status, 10) || 301 }] : [];
  });
}

/** Where an address leads; undefined if it leads nowhere else. */
export function redirectFor(redirects: readonly Redirect[], address: string): { to: string; status: number } | undefined {
  for (const { pattern, to, status } of redirects) {
    const splat = splatIn(pattern, address);
    if (splat !== undefined) return { to: to.replace(':splat', () => splat), status };
  }
  return undefined;
}

function contentOf(text: string): string[] {
  return text.split(/\r?\n/).filter((line) => line.trim() && !line.trim().startsWith('#'));
}

function patternOf(address: string): Pattern {
  return address.split('*');
}

/** What the first `*` of a pattern stands for in an address, as little as possible; undefined if the pattern does not match. */
function splatIn([first = '', ...others]: Pattern, address: string): string | undefined {
  const last = others.pop();
  if (last === undefined) return address === first ? '' : undefined;
  const end = address.length - last.length;
  if (!address.startsWith(first) || !address.endsWith(last) || end < first.length) return undefined;
  let at = first.length;
  let splatEnd: number | undefined;
  for (const part of others) {
    const found = address.indexOf(part, at);
    if (found < 0 || found + part.length > end) return undefined;
    splatEnd ??= found;
    at = found + part.length;
  }
  return address.slice(first.length, splatEnd ?? end);
}
