// Numbers equations and resolves references to them: `\label`, `\ref`, `\eqref`, `\tag`. Temml leaves both to a script in the browser;
// here they are filled in at build time.

/** Environments whose rows are numbered. */
const NUMBERED = /\\begin\{(?:equation|align|alignat|gather|multline|eqnarray|flalign)\*?\}/;
const LABEL = /\\label\s*\{([^{}]*)\}/g;
const REFERENCE = /\\(ref|eqref)\s*\{([^{}]*)\}/g;

/** Prefix of the labels given to Temml in place of the writer's, since it drops most punctuation in a label. */
const STAND_IN = 'titleblock';

/** The equations of one text: prepare each formula, number it, and finally fill in the references. */
export class Equations {
  private count = 0;
  /** Labels by their stand-ins, and stand-ins by their labels. */
  private readonly labels = new Map<string, string>();
  private readonly standIns = new Map<string, string>();
  /** Number of each labelled equation, as shown, without parentheses. */
  private readonly numbers = new Map<string, string>();

  /** Replaces labels with plain letters, and makes a formula with a label a numbered equation. */
  prepare(tex: string, isDisplay: boolean): string {
    if (!/\\(?:label|ref|eqref)\b/.test(tex)) return tex;
    const isNumbered = isDisplay && /\\label\b/.test(tex) && !NUMBERED.test(tex) && !/\\tag\b/.test(tex);
    const prepared = tex
      .replace(LABEL, (_all, label: string) => `\\label{${this.standIn(label)}}`)
      .replace(REFERENCE, (_all, kind: string, label: string) => `\\${kind}{${this.standIn(label)}}`);
    return isNumbered ? `\\begin{equation}${prepared}\\end{equation}` : prepared;
  }

  /** Fills in the numbers of a rendered formula, and gives its rows their ids. Must be called in the order of the text. */
  number(html: string): string {
    if (!html.includes('tml-eqn') && !html.includes(STAND_IN)) return html;
    return html.replace(/<mtr\b([^>]*)>((?:(?!<mtr\b).)*?)<\/mtr>/gs, (_all, attributes: string, row: string) => {
      const numbered = row.replace('<span class="tml-eqn"></span>', () => `(${++this.count})`);
      const [, shown] = /<mtext(?: class="tml-tag")?>([^<]*)<\/mtext><\/mtd>$/.exec(numbered) ?? [];
      const id = /\bid="([^"]*)"/.exec(attributes)?.[1];
      const label = id === undefined ? undefined : this.labels.get(id);
      if (label === undefined) return `<mtr${attributes}>${numbered}</mtr>`;
      this.numbers.set(label, (shown ?? '').replace(/^\((.*)\)$/, '$1'));
      // A function, since `$&` in a label must not be taken for a replacement pattern.
      return `<mtr${attributes.replace(`id="${id}"`, () => `id="${escaped(label)}"`)}>${numbered}</mtr>`;
    });
  }

  /**
   * Fills in references as links. Must be called when all equations are numbered.
   * @param report called with each undefined label, and the labels that are defined
   */
  refer(html: string, report: (label: string, known: readonly string[]) => void): string {
    if (!html.includes('tml-ref')) return html;
    return html.replace(/<a href='#([^']*)' class="tml-ref( tml-eqref)?"><\/a>/g, (_all, id: string, isInBrackets?: string) => {
      const label = this.labels.get(id) ?? id;
      const number = this.numbers.get(label);
      const shown = (text: string) => (isInBrackets ? `(${text})` : text);
      if (number !== undefined) return `<a href="#${escaped(encodeURI(label))}">${shown(number)}</a>`;
      report(label, [...this.numbers.keys()]);
      return `<span>${shown('??')}</span>`;
    });
  }

  private standIn(label: string): string {
    const written = label.trim();
    const known = this.standIns.get(written);
    if (known !== undefined) return known;
    const standIn = `${STAND_IN}${this.labels.size + 1}`;
    this.labels.set(standIn, written);
    this.standIns.set(written, standIn);
    return standIn;
  }
}

function escaped(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/"/g, '&quot;').replace(/</g, '&lt;');
}
