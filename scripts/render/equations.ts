// Numbers of equations, and references to them: `\label`, `\ref`, `\eqref`, `\tag`. The reader of formulas leaves both open, for a
// script in the browser to fill in; here they are filled in while the site is built.

/** Environments whose rows are numbered. */
const NUMBERED = /\\begin\{(?:equation|align|alignat|gather|multline|eqnarray|flalign)\*?\}/;
const LABEL = /\\label\s*\{([^{}]*)\}/g;
const REFERENCE = /\\(ref|eqref)\s*\{([^{}]*)\}/g;

/** The sign before a label that stands for one of the text: the reader of formulas drops most signs of a label. */
const STAND_IN = 'titleblock';

/** The equations of one text. */
export class Equations {
  private count = 0;
  /** What stands for labels, with the labels; and the other way round. */
  private readonly labels = new Map<string, string>();
  private readonly standIns = new Map<string, string>();
  /** The number of each labelled equation, as it is shown without brackets. */
  private readonly numbers = new Map<string, string>();

  /** Puts plain letters in place of labels, and makes a formula that has a label an equation with a number. */
  prepare(tex: string, isDisplay: boolean): string {
    if (!/\\(?:label|ref|eqref)\b/.test(tex)) return tex;
    const isNumbered = isDisplay && /\\label\b/.test(tex) && !NUMBERED.test(tex) && !/\\tag\b/.test(tex);
    const prepared = tex
      .replace(LABEL, (_all, label: string) => `\\label{${this.standIn(label)}}`)
      .replace(REFERENCE, (_all, kind: string, label: string) => `\\${kind}{${this.standIn(label)}}`);
    return isNumbered ? `\\begin{equation}${prepared}\\end{equation}` : prepared;
  }

  /** Fills in the numbers of a formula that was set, and gives its rows their ids. Called in the order of the text. */
  number(html: string): string {
    if (!html.includes('tml-eqn') && !html.includes(STAND_IN)) return html;
    return html.replace(/<mtr\b([^>]*)>((?:(?!<mtr\b).)*?)<\/mtr>/gs, (_all, attributes: string, row: string) => {
      const numbered = row.replace('<span class="tml-eqn"></span>', () => `(${++this.count})`);
      const [, shown] = /<mtext(?: class="tml-tag")?>([^<]*)<\/mtext><\/mtd>$/.exec(numbered) ?? [];
      const id = /\bid="([^"]*)"/.exec(attributes)?.[1];
      const label = id === undefined ? undefined : this.labels.get(id);
      if (label === undefined) return `<mtr${attributes}>${numbered}</mtr>`;
      this.numbers.set(label, (shown ?? '').replace(/^\((.*)\)$/, '$1'));
      // A function: `$&` in a label is two characters, and no name for what was found.
      return `<mtr${attributes.replace(`id="${id}"`, () => `id="${escaped(label)}"`)}>${numbered}</mtr>`;
    });
  }

  /**
   * Writes references as links. Called when all equations are numbered.
   * @param complain gets the label of each that there is no equation of, and those that are near
   */
  refer(html: string, complain: (label: string, known: readonly string[]) => void): string {
    if (!html.includes('tml-ref')) return html;
    return html.replace(/<a href='#([^']*)' class="tml-ref( tml-eqref)?"><\/a>/g, (_all, id: string, isInBrackets?: string) => {
      const label = this.labels.get(id) ?? id;
      const number = this.numbers.get(label);
      const shown = (text: string) => (isInBrackets ? `(${text})` : text);
      if (number !== undefined) return `<a href="#${escaped(encodeURI(label))}">${shown(number)}</a>`;
      complain(label, [...this.numbers.keys()]);
      return `<span>${shown('??')}</span>`;
    });
  }

  private standIn(label: string): string {
    const written = label.trim();
    const known = this.standIns.get(written);
    if (known !== undefined) return known;
    const made = `${STAND_IN}${this.labels.size + 1}`;
    this.labels.set(made, written);
    this.standIns.set(written, made);
    return made;
  }
}

function escaped(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/"/g, '&quot;').replace(/</g, '&lt;');
}
