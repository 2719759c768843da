// A stylesheet without what only its writer reads: a seventh of what a reader would download.

/**
 * Strings, addresses, comments, and the white space after the end of a line. Comments that begin with `!` stay: they are licences. One
 * that is not closed reaches to the end.
 */
const TOKEN =
  /"(?:[^"\\\n]|\\[\s\S])*"|'(?:[^'\\\n]|\\[\s\S])*'|url\([^)"']{0,2000}\)|\/\*(?:[^*]|\*(?!\/))*(?:\*\/\s*|$)|\n\s*/g;

/** Takes comments and indentation out of a stylesheet. */
export function compactCss(css: string): string {
  return css.replace(TOKEN, (token) => {
    if (token.startsWith('\n')) return '\n';
    return token.startsWith('/*') && !token.startsWith('/*!') ? ' ' : token;
  });
}
