// Parts of texts that themes and plugins show to some readers only.

const PART =
  /[[{](hide|hidden|login|private|members?(?:[-_]?only)?|protected|replyview|reply|secret|vip|restrict|password|rihide|post2hide|lock|encrypt)\b[^\]}]*[\]}][\s\S]*?[[{]\/\1[\]}]/i;

/** The reason why a text with such a part is not public. */
export const PART_REASON = 'a part of it was for some readers only';

/** True for a text with a part that only members, or readers with a comment, could see. */
export function hasHiddenPart(body: string): boolean {
  return PART.test(body);
}
