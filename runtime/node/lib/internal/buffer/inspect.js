'use strict';
// <Buffer 68 69>
const { inspect } = require('internal/inspect');

// extras are properties that a script gave to the buffer.
function extras(buffer, context) {
  if (!context || typeof context !== 'object') return '';
  const names = Object.keys(buffer).slice(buffer.length);
  if (names.length === 0) return '';
  return names.map((name) => `, ${name}: ${inspect(buffer[name], { ...context, depth: 0 })}`).join('');
}

module.exports = (buffer, context) => {
  const { INSPECT_MAX_BYTES: max } = require('buffer');
  const shown = buffer.toString('hex', 0, max).replace(/(..)(?=.)/g, '$1 ');
  const more = buffer.length - max;
  const rest = more > 0 ? ` ... ${more} more byte${more > 1 ? 's' : ''}` : '';
  return `<${buffer.constructor.name} ${shown}${rest}${extras(buffer, context)}>`;
};
