// A setting with a few choices that a feature offers to new sites. `init` asks for it.

/** A setting that `init` offers. */
export interface StarterChoice {
  /** Name of the setting in site.yaml, and of the option of `init`. */
  readonly setting: string;
  readonly question: string;
  /** The choices by name. The first is suggested. */
  readonly choices: { readonly [name: string]: StarterSetting };
}

/** What a choice adds to site.yaml. */
export interface StarterSetting {
  /** Describes it in a few words. */
  readonly about?: string;
  /** The service that it uses, which hands out the values of some fields. */
  readonly service?: { readonly title: string; readonly home: string; readonly fields: readonly string[] };
  /** Returns the value of the setting. Absent if site.yaml need not have it. @param fields those of the service, by name */
  readonly value?: (fields: { readonly [name: string]: string }) => unknown;
}
