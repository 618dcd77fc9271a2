'use strict';
// AbortController and AbortSignal, loaded when used.
const abort = () => require('internal/abort');
exports.AbortController = function () {
  return new (abort().AbortController)();
};
exports.AbortSignal = { any: (signals) => abort().AbortSignal.any(signals) };
