// Tells headers from text by the fields that every generator has.

const KNOWN_FIELDS = 'title|author|authors|date|draft|tags|categories|slug|description|layout|lang|aliases|permalink|published';
const FIELD = new RegExp(`^[ \\t]*["']?(?:${KNOWN_FIELDS})["']?[ \\t]*[:：]`, 'i');
const ASSIGNMENT = new RegExp(`^[ \\t]*["']?(?:${KNOWN_FIELDS})["']?[ \\t]*=`, 'i');

/** True if the first line of YAML is a known field. */
export function startsWithField(yaml: string): boolean {
  return FIELD.test(yaml);
}

/** True if a line of TOML sets a known field. */
export function startsWithAssignment(line: string): boolean {
  return ASSIGNMENT.test(line);
}

/** True if any line of YAML begins with a known field. */
export function hasKnownField(yaml: string): boolean {
  return yaml.split('\n').some((line) => FIELD.test(line));
}

/** A line of a header: a field, a continued value, or a comment. */
export const HEADER_LINE =
  /^(?:[ \t]*["']?[\p{L}_][\p{L}\p{N}_ -]*(?:["'\t][ \t]*)?[:：]|[ \t]+\S|[ \t]*-[ \t]|[ \t]*#|[ \t]*[\]}])/u;

/** True if all lines before the first fence are lines of a header. */
export function closesAfterFields(lines: readonly string[]): boolean {
  const end = lines.findIndex((line) => !HEADER_LINE.test(line));
  return end > 0 && /^(?:---|\.\.\.)[ \t]*$/.test(lines[end] ?? '');
}
