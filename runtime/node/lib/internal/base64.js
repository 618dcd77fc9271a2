'use strict';
// https://infra.spec.whatwg.org/#forgiving-base64
const { fault } = require('internal/fault');
const { DOMException } = require('internal/dom-exception');
const binding = internalBinding('buffer');

const missing = (name) => fault(TypeError, 'ERR_MISSING_ARGS', `The "${name}" argument must be specified`);
const invalid = (message) => new DOMException(message, 'InvalidCharacterError');

function btoa(input) {
  if (arguments.length === 0) throw missing('input');
  input = `${input}`;
  for (let i = 0; i < input.length; i++) if (input.charCodeAt(i) > 255) throw invalid('Invalid character');
  return binding.decode(binding.encode(input, 'latin1'), 'base64', 0, input.length);
}

function atob(input) {
  if (arguments.length === 0) throw missing('input');
  const text = `${input}`.replace(/[\t\n\f\r ]/g, '');
  if (/[^A-Za-z0-9+/=]/.test(text)) throw invalid('Invalid character');
  const [, digits, padding] = /^([^=]*)(.*)$/.exec(text);
  if (!/^=?=?$/.test(padding)) throw invalid('Invalid character');
  if (digits.length % 4 === 1) throw invalid('The string to be decoded is not correctly encoded.');
  if (padding !== '' && text.length % 4 !== 0) throw invalid('Invalid character');
  return binding.decode(binding.encode(digits, 'base64'), 'latin1', 0, digits.length);
}

module.exports = { atob, btoa };
