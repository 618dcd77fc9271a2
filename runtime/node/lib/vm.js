'use strict';
// https://nodejs.org/docs/latest-v20.x/api/vm.html
//
// Code runs in the hook's own context only: runInThisContext, Script and
// compileFunction without a context work, as eval does. Another context does not exist.
const { fault, wrongType } = require('internal/fault');
const { refuse, absent } = require('internal/absent');

const reason = 'a hook has one context';

// The code is evaluated where nothing of this module can be seen.
const evaluate = (0, eval);

class Script {
  #code;

  constructor(code) {
    if (code === undefined) code = 'undefined';
    this.#code = `${code}`;
    this.cachedDataRejected = undefined;
  }

  runInThisContext() {
    return evaluate(this.#code);
  }

  runInContext() {
    refuse('vm.Script.runInContext', reason);
  }

  runInNewContext() {
    refuse('vm.Script.runInNewContext', reason);
  }

  createCachedData() {
    return Buffer.alloc(0);
  }
}

function compileFunction(code, params = [], options = {}) {
  if (typeof code !== 'string') throw wrongType('code', 'of type string', code);
  if (!Array.isArray(params)) throw wrongType('params', 'an instance of Array', params);
  if (options.parsingContext !== undefined || (options.contextExtensions || []).length > 0) refuse('vm.compileFunction in a context', reason);
  return new Function(...params, code); // eslint-disable-line no-new-func
}

function isContext(object) {
  if (object === null || typeof object !== 'object') throw wrongType('object', 'of type object', object);
  return false;
}

module.exports = {
  Script,
  ...absent('vm', ['createContext', 'runInContext', 'runInNewContext'], reason),
  createScript: (code, options) => new Script(code, options),
  runInThisContext: (code, options) => new Script(code, options).runInThisContext(),
  isContext,
  compileFunction,
  async measureMemory() {
    throw fault(Error, 'ERR_CONTEXT_NOT_INITIALIZED', 'memory is not measured here');
  },
  constants: { __proto__: null, USE_MAIN_CONTEXT_DEFAULT_LOADER: Symbol('vm_dynamic_import_main_context_default') },
};
