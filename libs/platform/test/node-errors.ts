import { types } from 'node:util';

/**
 * Jest runs tests in a realm of their own, where errors that Node itself makes (a refused connection, a broken stream)
 * are no instances of `Error`. Importing this file makes `instanceof Error` mean what it means outside of jest.
 */
const usual = Function.prototype[Symbol.hasInstance];

Object.defineProperty(Error, Symbol.hasInstance, {
  value(this: unknown, thing: unknown): boolean {
    return usual.call(this as never, thing) || (this === Error && types.isNativeError(thing));
  },
});
