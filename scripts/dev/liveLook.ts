// Templates and stylesheets while a site is written. Templates with mistakes are not taken: those before stay.

import { Templates } from '../assemble/templates.js';
import type { Config } from '../config/config.js';
import { type FoundLook, findLook, type Look, lookWith } from '../make/look.js';
import { type ReadTemplates, readTemplates } from '../make/templates.js';
import type { Diagnostic } from '../types.js';
import type { LiveInputs } from './liveInputs.js';
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
    private readonly inputs: LiveInputs,
    private readonly pictures: LivePictures,
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

  problems(): readonly Diagnostic[] {
    return [...this.templateProblems, ...(this.current?.found.found.problems ?? [])];
  }

  private async read(config: Config): Promise<{ found: FoundLook; look: ReadyLook }> {
    if (this.current?.config === config) return this.current;
    const templates = this.usableTemplates();
    const found = findLook(config, this.inputs.paths, templates, (path) => this.inputs.read(path));
    await this.pictures.ready(found.found.pictures);
    const look = lookWith(found, templates, config, this.pictures);
    this.current = { config, found, look: { ...look, compiled: new Templates(look.templateSet()) } };
    return this.current;
  }

  private usableTemplates(): ReadTemplates {
    const read = readTemplates(this.inputs, undefined);
    const problems = [...read.problems, ...read.siteData.problems];
    this.templateProblems = problems;
    const isUsable = !problems.some(({ fatal }) => fatal);
    if (isUsable || !this.templates) this.templates = read;
    return this.templates;
  }
}
