// Wraps functions of plugins so that their errors name the plugin.

import { isSystemError, isUnsettled, TaskError } from '../base/errors.js';

// biome-ignore lint/suspicious/noExplicitAny: what the functions of plugins take and give is known to those who call them
type AnyFunction = (...values: any[]) => any;

/** An error of a plugin; the message names the plugin. */
export class PluginFailure extends TaskError {
  constructor(
    readonly plugin: string,
    readonly reason: string,
  ) {
    super(`plugin "${plugin}" failed: ${reason}`);
  }
}

/** Wraps a function so that its errors, and those of its promise, name the plugin. */
export function guarded<F extends AnyFunction>(plugin: string, own: F): F {
  const rethrow = (error: unknown): never => {
    // These are not the plugin's fault; the caller handles them.
    if (isUnsettled(error) || isSystemError(error)) throw error;
    if (error instanceof PluginFailure) throw error;
    throw new PluginFailure(plugin, error instanceof Error ? error.message : String(error));
  };
  return ((...values) => {
    try {
      const result = own(...values);
      return result instanceof Promise ? result.catch(rethrow) : result;
    } catch (error) {
      return rethrow(error);
    }
  }) as F;
}

/** Wraps an object of a plugin so that all its methods, own and inherited, are guarded. */
export function guardedObject<T extends object>(plugin: string, own: T): T {
  return new Proxy(own, {
    get: (_target, name) => {
      const value: unknown = Reflect.get(own, name, own);
      return typeof value === 'function' ? guarded(plugin, (value as AnyFunction).bind(own)) : value;
    },
  });
}
