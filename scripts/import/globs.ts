// Patterns for paths in the settings of other tools: `*.md`, `drafts/**`.

/** Returns a function that is true for paths that match one of some patterns: `*` within a name, `**` over folders, `?` for a character. */
export function matcherOf(patterns: readonly string[]): (path: string) => boolean {
  const expressions = patterns.map((pattern) => new RegExp(`^${sourceOf(pattern.replace(/^\.?\//, ''))}$`));
  return (path) => expressions.some((expression) => expression.test(path));
}

function sourceOf(pattern: string): string {
  return pattern.replace(/\*\*\/?|[*?]|[.+^${}()|[\]\\]/g, (sign) =>
    sign.startsWith('**') ? '(?:.*)' : sign === '*' ? '[^/]*' : sign === '?' ? '[^/]' : `\\${sign}`,
  );
}
