// Converts formulas to a line of text for titles, excerpts, feeds and the search: `T(n) = O(log n)`, `E = mc²`, `(a + b)/2`.
// Works on MathML rather than TeX, because macros are expanded there and letters are the characters that readers see.

interface MathNode {
  readonly name: string;
  readonly form: string | undefined;
  readonly children: (MathNode | string)[];
}

/** Unicode's superscript and subscript forms of characters. */
const RAISED = scripts('0123456789+−=()ni', '⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱ');
const LOWERED = scripts('0123456789+−=()', '₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎');

function scripts(plain: string, set: string): ReadonlyMap<string, string> {
  return new Map([...plain].map((char, at) => [char, [...set][at] as string]));
}

/** Operators with a space on both sides: relations, arrows and binary operators. */
const SPACED = /^(?:[=<>+±∓×÷∗∘∙⊕⊖⊗⊙−∪∩∧∨∖∣≀⊎⊓⊔:|]|[←-⇿⟵-⟿∈-∍∝∥∦≁-⋿⊢-⊩⋀-⋃⩽⩾⪯⪰]|[:≔]=|mod)$/u;
/** Endings of the text so far after which a plus or minus is a sign, not a binary operator. */
const OPENS = /[([{⟨⌈⌊,;=<>+−×÷/^_] ?$/u;
const INVISIBLE = /\u200B|[\u2060-\u2064]|[\uFE00-\uFE0F]/g;
/** Mathematical alphanumeric symbols, which are styled forms of plain letters (Unicode, block 1D400–1D7FF). */
const STYLED = /[\u{1D400}-\u{1D7FF}]/gu;
const ACCENTS: { readonly [accent: string]: string } = {
  ˆ: '\u0302',
  '^': '\u0302',
  '¯': '\u0304',
  '‾': '\u0304',
  '˜': '\u0303',
  '~': '\u0303',
  '˙': '\u0307',
  '¨': '\u0308',
  '→': '\u20D7',
  '⃗': '\u20D7',
};

/** Builds the text of a formula from its elements and texts, in document order. */
export class MathText {
  private readonly root: MathNode = { name: 'mrow', form: undefined, children: [] };
  private readonly openNodes: MathNode[] = [this.root];

  /** Begins an element. @param form its attribute `form`, which says how an operator is used */
  open(name: string, form: string | null | undefined): void {
    const node = { name, form: form ?? undefined, children: [] };
    this.openNodes.at(-1)?.children.push(node);
    this.openNodes.push(node);
  }

  close(): void {
    if (this.openNodes.length > 1) this.openNodes.pop();
  }

  add(text: string): void {
    this.openNodes.at(-1)?.children.push(text);
  }

  end(): string {
    return textOf(this.root).replace(/\s+/g, ' ').trim();
  }
}

const TAG = /<(\/?)([a-z][a-z-]*)([^<>]*?)(\/?)>|([^<]+)/gi;
const FORM = /\bform="(\w+)"/;
const ENTITIES: { readonly [name: string]: string } = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

/**
 * Converts MathML to text.
 * @param mathml as this program writes it: well-formed, with the character references of XML
 * @returns a line; empty if the formula has no readable text
 */
export function mathText(mathml: string): string {
  const text = new MathText();
  for (const [, slash, name = '', attributes = '', alone, words] of mathml.matchAll(TAG)) {
    if (words !== undefined) text.add(words.replace(/&(lt|gt|amp|quot|apos);/g, (_, entity: string) => ENTITIES[entity] ?? ''));
    else if (slash) text.close();
    else {
      text.open(name.toLowerCase(), FORM.exec(attributes)?.[1]);
      if (alone) text.close();
    }
  }
  return text.end();
}

function textOf(node: MathNode | string): string {
  if (typeof node === 'string') return node.replace(INVISIBLE, '').replace(STYLED, (char) => char.normalize('NFKC'));
  const [base = '', second = '', third = ''] = node.children.filter((child) => typeof child !== 'string' || child.trim() !== '');
  switch (node.name) {
    case 'annotation':
    case 'annotation-xml':
    case 'mphantom':
    case 'style':
      return '';
    case 'mspace':
      return ' ';
    case 'mfrac':
      return `${grouped(base)}/${grouped(second)}`;
    case 'msqrt':
      return `√${grouped({ ...node, name: 'mrow' })}`;
    case 'mroot':
      return `${script(second, RAISED, '')}√${grouped(base)}`;
    case 'msup':
      return textOf(base) + script(second, RAISED, '^');
    case 'msub':
    case 'munder':
      return textOf(base) + script(second, LOWERED, '_');
    case 'mover':
      return over(base, second);
    case 'msubsup':
    case 'munderover':
      return textOf(base) + script(second, LOWERED, '_') + script(third, RAISED, '^');
    case 'mtable':
      return node.children.map(textOf).filter(Boolean).join('; ');
    case 'mtr':
      return node.children.map(textOf).filter(Boolean).join(' ');
    default:
      return row(node.children);
  }
}

/** Joins nodes that are side by side. */
function row(nodes: readonly (MathNode | string)[]): string {
  let line = '';
  let afterSum = false;
  for (const node of nodes) {
    const text = textOf(node);
    if (text === '') continue;
    // A space separates a name or a sum with its limits from the next word.
    const isApart = !isOperator(node) && /^[\p{L}\p{N}]/u.test(text) && (afterSum || (/\p{L}{2}$/u.test(line) && !isWords(node)));
    line += isOperator(node) ? operator(text, node, line) : `${isApart ? ' ' : ''}${text}`;
    afterSum = /^[∑∏∐∫∬∭∮⋃⋂]/u.test(text);
  }
  return line;
}

function isWords(node: MathNode | string): boolean {
  return typeof node === 'string' || node.name === 'mtext';
}

function isOperator(node: MathNode | string): node is MathNode {
  return typeof node !== 'string' && node.name === 'mo';
}

function operator(text: string, { form }: MathNode, before: string): string {
  if (text === ',' || text === ';') return `${text} `;
  if (!SPACED.test(text) || form === 'prefix' || form === 'postfix') return text;
  const isSign = /^[+−±∓]$/.test(text) && (before.trim() === '' || OPENS.test(before));
  return isSign ? text : ` ${text} `;
}

/** Returns a part in brackets, unless it is a name, a number or in brackets already. */
function grouped(node: MathNode | string): string {
  const text = textOf(node).trim();
  return /^(?:[\p{L}\p{M}\p{N}.∂∇ℏ]|[′'⁰¹²³⁴-ⁿ₀-₉])*$/u.test(text) || /^\([^()]*\)$/.test(text) ? text : `(${text})`;
}

function script(node: MathNode | string, set: ReadonlyMap<string, string>, sign: string): string {
  const text = textOf(node).replace(/\s+/g, ' ').trim();
  if (text === '' || /^[′″‴'*∗†]+$/.test(text)) return text;
  if (text === '∘' && sign === '^') return '°';
  const chars = [...text.replaceAll(' ', '')];
  if (chars.every((char) => set.has(char))) return chars.map((char) => set.get(char)).join('');
  return `${sign}${grouped(text)}`;
}

function over(base: MathNode | string, above: MathNode | string): string {
  const [text, accent] = [textOf(base), textOf(above).trim()];
  const mark = ACCENTS[accent];
  if (mark && [...text].length === 1) return (text + mark).normalize('NFC');
  return isOperator(above) && !/[\p{L}\p{N}]/u.test(accent) ? text : text + script(above, RAISED, '^');
}
