// Parses the Content-Security-Policy of a page, for tests.

/** Returns the sources of each directive on a page. */
export function policy(page: string): { [name: string]: string[] } {
  const content = /<meta http-equiv="Content-Security-Policy" content="([^"]*)">/.exec(page)?.[1] ?? '';
  const text = content;
  return Object.fromEntries(
    text.split('; ').map((directive) => {
      const [name = '', ...sources] = directive.split(' ');
      return [name, sources];
    }),
  );
}
