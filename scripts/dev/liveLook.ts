// Templates and stylesheets while a site is written. Templates with mistakes are not taken: those before stay.

import { Templates } from '../assemble/templates.js';
import type { Config } from '../config/config.js';
import type { Inputs } from '../engine/inputs.js';
import { type FoundLook, findLook, type Look, lookWith } from '../engine/look.js';
import { dataIn, type ReadTemplates, readTemplates } from '../engine/templates.js';
import type { Plugged } from '../plugins/plugged.js';
import type { Diagnostic } from '../types.js';
import type { LivePictures } from './livePictures.js';

/** A look, and its templates ready to be used. */
export interface ReadyLook extends Look {
  readonly compiled: Templates;
}

export class LiveLook {
  private current: { readonly config: Config; readonly found: FoundLook; readonly look: ReadyLook } | undefined;
  /** Of templates without mistakes. */
  private templates: ReadTemplates | undefined;
  private templateProblems: readonly Diagnostic[] = [];

  constructor(
    private readonly inputs: Inputs,
    private readonly pictures: LivePictures,
    private readonly plugged: () => Plugged,
  ) {}

  /** Reads everything again when it is next asked for. */
  forget(): void {
    this.current = undefined;
  }

  /** The look with its pictures. */
  async of(config: Config): Promise<ReadyLook> {
    return (await this.read(config)).look;
  }

  /** The pictures that the site itself names. */
  async found(config: Config): Promise<FoundLook> {
    return (await this.read(config)).found;
  }

  /** The templates that pages are made with. */
  get used(): ReadTemplates | undefined {
    return this.templates;
  }

  problems(): readonly Diagnostic[] {
    return [...this.templateProblems, ...(this.current?.found.found.problems ?? [])];
  }

  private async read(config: Config): Promise<{ found: FoundLook; look: ReadyLook }> {
    if (this.current?.config === config) return this.current;
    const templates = this.newestTemplates();
    const usable = this.templates ?? templates;
    const find = (of: ReadTemplates) => findLook(config, this.inputs.paths, of, (path) => this.inputs.read(path));
    // What is reported concerns the files as they are; what is shown may be older.
    const found = find(templates);
    const shown = usable === templates ? found : find(usable);
    await this.pictures.ready(shown.found.pictures);
    const look = lookWith(shown, usable, config, this.pictures);
    this.current = { config, found, look: { ...look, compiled: new Templates(look.templateSet()) } };
    return this.current;
  }

  private newestTemplates(): ReadTemplates {
    const given = { data: dataIn(this.inputs), plugged: this.plugged() };
    const read = readTemplates(this.inputs, given, undefined);
    const problems = [...read.problems, ...given.data.problems];
    this.templateProblems = problems;
    if (!problems.some(({ fatal }) => fatal)) this.templates = read;
    return read;
  }
}
