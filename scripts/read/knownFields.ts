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
