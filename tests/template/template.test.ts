// Pandoc's template language. Each cases/NAME.txt has a template, values, partials and Pandoc's output. If Pandoc is
// installed, its output is checked again.

import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { unknownVariables, variablesIn } from '../../scripts/template/check.js';
import { compileTemplate } from '../../scripts/template/compile.js';
import { TemplateSyntaxError } from '../../scripts/template/cursor.js';
import { parseTemplate } from '../../scripts/template/parse.js';
import type { Values } from '../../scripts/template/value.js';
import { sections } from '../sections.js';
import { PROJECT, pandoc, temporaryFolder } from '../support.js';

const PANDOC = pandoc();
const CASES = join(PROJECT, 'tests/template/cases');
const names = readdirSync(CASES).map((file) => file.replace(/\.txt$/, ''));
const end = (text: string) => text.replace(/\n+$/, '');

function readCase(name: string) {
  const found = sections(readFileSync(join(CASES, `${name}.txt`), 'utf8'));
  const partials = [...found]
    .filter(([key]) => key.startsWith('partial '))
    .map(([key, text]) => [key.slice('partial '.length), text] as const);
  return {
    template: found.get('template') ?? '',
    values: JSON.parse(found.get('values') ?? '{}') as Values,
    partials: new Map(partials),
    expected: end(found.get('expected') ?? 'nothing is expected in this case'),
  };
}

function render(
  template: string,
  values: Values,
  partials = new Map<string, string>(),
  escapeText?: (text: string) => string,
): string {
  const partial = (name: string) => (partials.has(name) ? { name, text: partials.get(name) ?? '' } : undefined);
  const compiled = compileTemplate(
    { name: 'main.html', text: template },
    { partial, extension: '.html', ...(escapeText && { escape: escapeText }) },
  );
  expect(compiled.mistakes.filter(({ kind }) => kind !== 'loop')).toEqual([]);
  return compiled.render(values);
}

describe('cases', () => {
  test.each(names)('%s', (name) => {
    const { template, values, partials, expected } = readCase(name);
    expect(end(render(template, values, partials))).toBe(expected);
  });

  test.skipIf(!PANDOC).each(names)('%s gives the same output in Pandoc', (name) => {
    const { template, values, partials, expected } = readCase(name);
    const folder = temporaryFolder();
    for (const [file, text] of partials) writeFileSync(join(folder, file), text);
    writeFileSync(join(folder, 'main.html'), template);
    writeFileSync(join(folder, 'values.yaml'), JSON.stringify({ variables: values }));
    const args = ['-d', 'values.yaml', '-f', 'markdown', '-t', 'html', '--wrap=none', '--template', 'main.html'];
    const said = execFileSync(PANDOC ?? '', args, { cwd: folder, input: '', stdio: ['pipe', 'pipe', 'ignore'] }).toString();
    expect(end(said)).toBe(expected);
  });
});

describe('HTML', () => {
  const escapeText = (text: string) => text.replaceAll('<', '&lt;');

  test('escapes text but not HTML, in lists, loops and pipes', () => {
    const values = { text: '<a>', html: { html: '<b>B</b>' }, list: ['<', { html: '<i>' }] };
    expect(
      render('$text$ $html$ $list$ $list[<>]$ $for(list)$$it$$endfor$ $html/uppercase$', values, new Map(), escapeText),
    ).toBe('&lt;a> <b>B</b> &lt;<i> &lt;<><i> &lt;<i> <b>B</b>');
  });

  test('does not indent HTML alone on an indented line, because of <pre>', () => {
    expect(render('  $html$\n', { html: { html: '<pre>\na\n</pre>' } })).toBe('  <pre>\na\n</pre>\n');
  });
});

test('numbers of 4000 or more are not converted to roman', () => {
  expect(render('$a/roman$ $b/roman$ $c/roman$', { a: 3999, b: 4000, c: [5000, 5] })).toBe('mmmcmxcix 4000 5000v');
});

test('pipes apply to values in lists, maps and HTML, but not to tags', () => {
  const html = { html: '<b class="x">a&amp;b</b>' };
  expect(render('$html/length$ $html/uppercase$ $list/uppercase$', { html, list: ['a', html, 1] })).toBe(
    '24 <b class="x">A&amp;B</b> A<b class="x">A&amp;B</b>1',
  );
  expect(render('$for(map/uppercase)$$it.a$$endfor$', { map: { a: 'b' } })).toBe('B');
});

test('pipes apply to a partial as a whole, also in a box and in a later branch', () => {
  const partials = new Map([['p.html', 'a $x$']]);
  expect(render('$p()/uppercase/left 5$| $if(no)$$else$$p()$$endif$', { x: 'b' }, partials)).toBe('A B| a b');
});

test('a lone carriage return is text', () => {
  expect(render('a\rb\r\nc', {})).toBe('a\rb\nc');
});

describe('mistakes', () => {
  test.each([
    ['a $5', 3],
    ['$if(x)$ a', 0],
    ['$for(x)$ a $endif$', 0],
    ['$x/nopipe$', 3],
    ['${ x $', 0],
    ['$x/left$', 7],
    ['$endif$', 0],
    ['$if x$', 1],
    ['$x[, $', 2],
    ['$x.sep$', 1],
    ['$x.elseif$', 1],
    ['$if(x y)$a$endif$', 6],
    ['$if(x)$a$elseif y$b$endif$', 15],
  ])('%s is a mistake at %i', (template, at) => {
    const { mistakes } = compileTemplate({ name: 't', text: template }, { partial: () => undefined, extension: '.html' });
    expect(mistakes).toMatchObject([{ kind: 'syntax', at }]);
  });

  test('reports a partial that includes itself, directly or through others', () => {
    const partials: { [name: string]: string } = { 'a.html': '$b()$', 'b.html': 'x$a()$' };
    const partial = (name: string) => ({ name, text: partials[name] ?? '' });
    expect(compileTemplate({ name: 't', text: '$a()$' }, { partial, extension: '.html' }).mistakes).toMatchObject([
      { kind: 'loop', file: { name: 'b.html' }, at: 2, reason: 'the partial "a" includes itself' },
    ]);
  });

  test('reports a missing partial and still renders the rest', () => {
    const { mistakes, render: run } = compileTemplate(
      { name: 't', text: 'a $gone()$ $x:lost()$ b' },
      { partial: () => undefined, extension: '.html' },
    );
    expect(mistakes.map(({ kind, at }) => [kind, at])).toEqual([
      ['partial', 3],
      ['partial', 14],
    ]);
    expect(run({ x: 1 })).toBe('a   b');
  });
});

test('lists the variables of a template, its branches and its partials', () => {
  const partial = (name: string) => ({ name, text: '$d.e$' });
  const text = '$a$ $if(b)$$else$$c$$endif$ $for(f)$$it$$sep$$g$$endfor$ $h:p()$';
  const found = variablesIn(compileTemplate({ name: 't', text }, { partial, extension: '.html' }));
  expect(found.map((path) => path.join('.'))).toEqual(['a', 'b', 'c', 'f', 'it', 'g', 'h', 'd.e']);
});

test('an unknown variable has its prefix and the names that exist there', () => {
  const template = compileTemplate({ name: 't', text: '$a.b.x.y$' }, { partial: () => undefined, extension: '.html' });
  const known = { a: { fields: { b: { fields: { c: {}, d: {} } } } } };
  expect(unknownVariables(template, known)).toMatchObject([{ name: 'a.b.x.y', prefix: 'a.b.', known: ['c', 'd'] }]);
});

describe('unknown variables', () => {
  const known = { title: {}, posts: { fields: { t: {}, tags: {} } }, meta: { any: true } } as const;
  const unknown = (text: string, partials: { [name: string]: string } = {}) =>
    unknownVariables(
      compileTemplate(
        { name: 't', text },
        { partial: (name) => (name in partials ? { name, text: partials[name] ?? '' } : undefined), extension: '.html' },
      ),
      known,
    ).map(({ file, at, name }) => `${file.name}:${at} ${name}`);

  test.each([
    ['$title$ $posts$ $meta.a.b$ $if(meta.x)$$endif$', []],
    ['$for(posts)$$it.t$ $posts.t$ $it.u$ $posts.u$ $title$$endfor$', ['t:30 it.u', 't:37 posts.u']],
    ['$titel$ $if(titel)$$endif$ $title.x$', ['t:1 titel', 't:12 titel', 't:28 title.x']],
    ['$it$', ['t:1 it']],
    ['$for(meta.list)$$it.any.thing$$endfor$', []],
    ['$for(posts/pairs)$$it.key$ $it.value.t$ $it.t$$endfor$', ['t:41 it.t']],
  ])('%s', (template, expected) => expect(unknown(template)).toEqual(expected));

  test('in partials, with the scope of their argument', () => {
    expect(unknown('$posts:item()$ $item()$', { 'item.html': '$it.t$ $it.x$' })).toEqual([
      'item.html:8 it.x',
      'item.html:1 it.t',
      'item.html:8 it.x',
    ]);
  });
});

describe('properties', () => {
  const pieces = fc.constantFrom(
    '$',
    '$$',
    '${',
    '}',
    '$if(a)$',
    '$else$',
    '$elseif(b)$',
    '$endif$',
    '$for(a)$',
    '$sep$',
    '$endfor$',
    '$it$',
    '$a$',
    '$a.b$',
    '$^$',
    '$~$',
    '$--',
    '\n',
    '  ',
    '\r\n',
    'x',
    '中',
    '/left 3',
    '[',
    ']',
    '$p()$',
    '$a:p()[, ]$',
  );
  const templates = fc.array(pieces, { maxLength: 30 }).map((parts) => parts.join(''));

  test('any text is either a template or has a mistake at an offset inside it', () => {
    fc.assert(
      fc.property(templates, (text) => {
        try {
          parseTemplate(text);
        } catch (error) {
          expect(error).toBeInstanceOf(TemplateSyntaxError);
          expect((error as TemplateSyntaxError).at).toBeLessThanOrEqual(text.length);
        }
      }),
    );
  });

  test('LF and CRLF mean the same', () => {
    fc.assert(
      fc.property(templates, (text) => {
        const lf = text.replaceAll('\r\n', '\n');
        const run = (source: string) => {
          const { mistakes, render: go } = compileTemplate(
            { name: 't', text: source },
            { partial: () => ({ name: 'p', text: '<$a$>\n' }), extension: '.html' },
          );
          return mistakes.length > 0 ? 'mistake' : go({ a: ['1', '2'], b: true });
        };
        expect(run(lf.replaceAll('\n', '\r\n'))).toBe(run(lf));
      }),
    );
  });

  test('a text without dollars is rendered unchanged', () => {
    fc.assert(
      fc.property(
        fc.string().map((text) => text.replace(/[$\r]/g, '')),
        (text) => {
          expect(render(text, {})).toBe(text);
        },
      ),
    );
  });
});
