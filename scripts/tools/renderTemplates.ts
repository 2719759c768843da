// Speaks JSON lines for the comparison with Pandoc's own template results: {id, template, ext, partials, variables}
// in, {id, text} or {id, error} out. Values are put in unescaped.

import { createInterface } from 'node:readline';
import { compileTemplate } from '../template/compile.js';

for await (const line of createInterface({ input: process.stdin })) {
  const { id, template, ext, partials, variables } = JSON.parse(line);
  try {
    const compiled = compileTemplate(
      { name: id, text: template },
      {
        extension: `.${ext}`,
        partial: (name) => (Object.hasOwn(partials, name) ? { name, text: partials[name] } : undefined),
      },
    );
    const mistake = compiled.mistakes.find(({ kind }) => kind !== 'loop');
    if (mistake) throw new Error(`${mistake.file.name}: ${mistake.reason}`);
    console.log(JSON.stringify({ id, text: compiled.render(variables) }));
  } catch (error) {
    console.log(JSON.stringify({ id, error: String(error) }));
  }
}
