// Rewrites the words after the fences of code blocks, outside of other code blocks.

const FENCE = /^([ \t>]*(?:[-*+] |\d+[.)] )?[ \t]*)(`{3,}|~{3,})[ \t]*([^`\n]*)$/;

/**
 * Calls a function for the opening line of each fenced code block.
 * @param rewrite returns the words after the fence, and lines to put before it; undefined to leave the line as it is
 */
export function rewriteFences(
  text: string,
  rewrite: (info: string) => { readonly info: string; readonly before?: string | undefined } | undefined,
): string {
  let open: string | undefined;
  const lines = text.split('\n').map((line) => {
    const [, lead = '', fence = '', info = ''] = FENCE.exec(line) ?? [];
    if (fence === '') return line;
    if (open !== undefined) {
      if (fence.startsWith(open) && info.trim() === '') open = undefined;
      return line;
    }
    open = fence;
    const rewritten = info.trim() === '' ? undefined : rewrite(info.trim());
    if (!rewritten) return line;
    const before = rewritten.before === undefined ? '' : `${lead}${rewritten.before}\n${lead.trimEnd()}\n`;
    return `${before}${lead}${fence}${rewritten.info}`;
  });
  return lines.join('\n');
}
