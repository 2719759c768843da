// Renders templates for a comparison with Pandoc, as JSON lines: reads {id, template, ext, partials, variables}, writes {id, text} or
// {id, error}. Values are inserted without escaping.

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
