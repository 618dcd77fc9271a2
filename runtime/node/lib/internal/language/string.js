'use strict';
// https://tc39.es/ecma262/#sec-string.prototype.iswellformed and #sec-additional-properties-of-the-string.prototype-object
const { add } = require('internal/language/add');
const { toUSVString } = internalBinding('inspect');

add(String.prototype, {
  isWellFormed() { return toUSVString(`${this}`) === `${this}`; },
  toWellFormed() { return toUSVString(`${this}`); },
});

function html(name, tag, attribute) {
  const make = (text, inside) => `<${tag}${inside}>${text}</${tag}>`;
  const quote = (value) => `${value}`.replaceAll('"', '&quot;');
  return attribute === undefined
    ? { [name]() { return make(this, ''); } }[name]
    : { [name](value) { return make(this, ` ${attribute}="${quote(value)}"`); } }[name];
}

const tags = [['anchor', 'a', 'name'], ['big', 'big'], ['blink', 'blink'], ['bold', 'b'], ['fixed', 'tt'], ['fontcolor', 'font', 'color'],
  ['fontsize', 'font', 'size'], ['italics', 'i'], ['link', 'a', 'href'], ['small', 'small'], ['strike', 'strike'], ['sub', 'sub'], ['sup', 'sup']];
add(String.prototype, Object.fromEntries(tags.map((tag) => [tag[0], html(...tag)])));
