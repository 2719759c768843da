// Patterns that have made markdown readers slow when repeated: openers without closers, containers without end.

/** One pattern per line. `⏎` stands for a line break, `→` for a tab. */
const WRITTEN = String.raw`
[|](|![|![](|[a](<|[a](b(|[a](b "|[a](b '|[a][|[a]{|[a]: <|[a]: b "|[^a]|[^a|^[|^[a|^a
*|**a |_a |*a **b |~|~~|~~a |~a |==a|"|'|'a |"a" |“|‘|“中
\|\foo{|\foo[|\begin{a}|\begin{equation}|\newcommand{\a}{|$|$$|$a |$a⏎|$\text{
§|§a|§§a§|&|&amp;|&#|@a |@{|[@a|[see @a; |-@a|{|{.a|:a:|--|...|Mr. |!
<|<a |</|<a b="|<a b='|<a b=|<b>|</b>|<span>|<div>|<div|<!--|<!-- |<?a|<a@|<http:|https://|http://a.|a@b.
> |>|> > |> - |- > |- |- - - |1. |1. - |- a⏎|* a⏎|  - a⏎|   * a⏎|→- a⏎|1) a⏎|a) b⏎|(@a) b⏎|i. a⏎|- a⏎⏎  |> a⏎
::: a⏎|:::⏎|::: {.a}⏎|::: {.a⏎|<div>⏎|</div>⏎|<pre>⏎|<p>⏎|<p>a</p>⏎|<table><tr>
¦ a |¦-|¦a¦b¦⏎|¦a¦b¦⏎¦-¦-¦⏎|¦ a⏎|¦⏎|+-+⏎|+--+--+⏎¦a ¦ b¦⏎|+--+--+⏎¦a ¦b ¦⏎+--+⏎|-- --⏎|-- --⏎a⏎⏎|--- ---⏎a b⏎⏎c d⏎
[a]: b⏎|[^a]: b⏎|[a]⏎⏎[a]: b⏎⏎|[^a]⏎⏎[^a]: b⏎⏎|a⏎: b⏎|a⏎⏎: b⏎⏎|: a⏎|~ a⏎
---⏎|---⏎a⏎|---⏎a: b⏎---⏎⏎|§§§⏎|§§§ a⏎|§§§ {|~~~⏎a⏎|\begin{a}⏎
“a ”|a ”|‘a ’ |**a**|~a~|<!-- ⏎---⏎|- <!-- a⏎  - b⏎|<hr>⏎    a⏎|+-+⏎¦a¦b⏎|<br>
# a {|# a⏎|# ⏎|a⏎===⏎|===⏎|a⏎⏎| a|    a⏎|    ⏎|\⏎|a  ⏎|中|中⏎
`;

const SIGNS: { readonly [sign: string]: string } = { '⏎': '\n', '→': '\t', '§': '`', '¦': '|' };

export const PATTERNS: readonly string[] = [
  ...new Set(
    WRITTEN.trim()
      .split(/[|\n]/)
      .map((written) => written.replace(/[⏎→§¦]/g, (sign) => SIGNS[sign] ?? sign).replaceAll('\\\\', '\\'))
      .filter(Boolean),
  ),
];

/** Fragments of markdown, which properties combine into texts. */
export const PIECES: readonly string[] = [
  ...[
    '*',
    '**',
    '_',
    '`',
    '``',
    '[',
    ']',
    '](',
    ')',
    '![',
    '^[',
    '[^a]',
    '[^a]: ',
    '[b]: u',
    '~',
    '~~',
    '^',
    '$',
    '$$',
    '<',
    '>',
    '</p>',
    '<div>',
    '<pre>',
    '<!--',
  ],
  ...[
    '\\',
    '"',
    "'",
    '@k',
    '&amp;',
    '&',
    '\n',
    '\n\n',
    '  ',
    '    ',
    '\t',
    '- ',
    '1. ',
    'a) ',
    '> ',
    '# ',
    '---',
    '===',
    ':::',
    '::: x',
    '| ',
    ': ',
    '```',
    '~~~',
    '{.c}',
    '{#i}',
  ],
  ...['|a|b|\n|-|-|\n', '--- ---', 'https://a.b', '中文', '，', 'word', ' ', '%', '\r\n', '\u0000', '🎉'],
];
