// Fields that every generator has: by them, a header is told from text.

/** Fields by which a header is known: those that every generator has. */
const KNOWN = 'title|author|authors|date|draft|tags|categories|slug|description|layout|lang|aliases|permalink|published';
const FIELD = new RegExp(`^[ \\t]*["']?(?:${KNOWN})["']?[ \\t]*[:：]`, 'i');
const ASSIGNMENT = new RegExp(`^[ \\t]*["']?(?:${KNOWN})["']?[ \\t]*=`, 'i');

/** Whether the first line of some YAML is a field that every generator knows. */
export function startsWithField(yaml: string): boolean {
  return FIELD.test(yaml);
}

/** Whether a line of TOML gives such a field its value. */
export function startsWithAssignment(line: string): boolean {
  return ASSIGNMENT.test(line);
}

/** Whether a line of some YAML begins with a field that every generator knows. */
export function hasKnownField(yaml: string): boolean {
  return yaml.split('\n').some((line) => FIELD.test(line));
}

/** Lines of a header: fields, what they hold on further lines, comments. */
export const INSIDE = /^(?:[ \t]*["']?[\p{L}_][\p{L}\p{N}_ -]*(?:["'\t][ \t]*)?[:：]|[ \t]+\S|[ \t]*-[ \t]|[ \t]*#|[ \t]*[\]}])/u;

/** Whether all lines up to the first fence are those of a header. */
export function closesAfterFields(lines: readonly string[]): boolean {
  const end = lines.findIndex((line) => !INSIDE.test(line));
  return end > 0 && /^(?:---|\.\.\.)[ \t]*$/.test(lines[end] ?? '');
}
