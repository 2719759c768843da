// Functions of plugins, which name their plugin where they fail.

import { isSystemError, isUnsettled, TaskError } from '../base/errors.js';

// biome-ignore lint/suspicious/noExplicitAny: what the functions of plugins take and give is known to those who call them
type AnyFunction = (...values: any[]) => any;

/** A function of a plugin has failed; the message names the plugin. */
export class PluginFailure extends TaskError {
  constructor(
    readonly plugin: string,
    readonly reason: string,
  ) {
    super(`plugin "${plugin}" fails: ${reason}`);
  }
}

/** A function whose errors, and those of its promise, name the plugin that it is of. */
export function guarded<F extends AnyFunction>(plugin: string, own: F): F {
  const told = (error: unknown): never => {
    // Whoever began the work knows what to do about a file that changed, and about a disk that fails.
    if (isUnsettled(error) || isSystemError(error)) throw error;
    if (error instanceof PluginFailure) throw error;
    throw new PluginFailure(plugin, error instanceof Error ? error.message : String(error));
  };
  return ((...values) => {
    try {
      const result = own(...values);
      return result instanceof Promise ? result.catch(told) : result;
    } catch (error) {
      return told(error);
    }
  }) as F;
}

/** An object of a plugin with its functions guarded; those that it inherits are called on it. */
export function guardedObject<T extends object>(plugin: string, own: T): T {
  return new Proxy(own, {
    get: (_target, name) => {
      const value: unknown = Reflect.get(own, name, own);
      return typeof value === 'function' ? guarded(plugin, (value as AnyFunction).bind(own)) : value;
    },
  });
}
