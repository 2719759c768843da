// Reads `_headers` and `_redirects` like Netlify and Cloudflare Pages: the common subset of both.

/** An address with `*` as a wildcard, split at the asterisks. */
export type Pattern = readonly string[];

/** Headers for the addresses that a pattern matches. */
export interface HeaderRule {
  readonly pattern: Pattern;
  readonly headers: readonly (readonly [name: string, value: string])[];
}

export interface Redirect {
  readonly pattern: Pattern;
  /** `:splat` stands for the text matched by `*`. */
  readonly to: string;
  readonly status: number;
}

/** Reads `_headers`: unindented addresses, each followed by indented `Name: value` lines. */
export function readHeaders(text: string): HeaderRule[] {
  const rules: { pattern: Pattern; headers: [string, string][] }[] = [];
  for (const line of contentOf(text)) {
    const [, name, value] = /^\s+([^:\s]+):\s*(.*)$/.exec(line) ?? [];
    if (name && value !== undefined) rules.at(-1)?.headers.push([name.toLowerCase(), value.trim()]);
    else if (!/^\s/.test(line)) rules.push({ pattern: patternOf(line.trim()), headers: [] });
  }
  return rules;
}

/** Returns the headers of an address from all matching rules. The last value of a name counts. */
export function headersFor(rules: readonly HeaderRule[], address: string): { [name: string]: string } {
  return Object.fromEntries(
    rules.filter(({ pattern }) => splatIn(pattern, address) !== undefined).flatMap(({ headers }) => headers),
  );
}

/** Reads `_redirects`: lines with source, target and status. */
export function readRedirects(text: string): Redirect[] {
  return contentOf(text).flatMap((line): Redirect[] => {
    const [from, to, status = '301'] = line.trim().split(/\s+/);
    return from && to ? [{ pattern: patternOf(from), to, status: Number.parseInt(status, 10) || 301 }] : [];
  });
}

/** Returns the redirect of an address; undefined if there is none. */
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

/** Returns the shortest text that the first `*` of a pattern matches; undefined if the pattern does not match. */
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
