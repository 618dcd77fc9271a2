'use strict';
// RegExp.$1 and its kin, which tell of the last match:
// https://github.com/tc39/proposal-regexp-legacy-features
const { prototype } = RegExp;
const { exec } = prototype;
let last = { match: [''], input: '' };

const replaced = {
  exec(text) {
    const match = Reflect.apply(exec, this, [text]);
    if (match !== null) last = { match, input: match.input };
    return match;
  },
  test(text) {
    return this.exec(text) !== null;
  },
};
for (const name of Object.keys(replaced)) Object.defineProperty(prototype, name, { value: replaced[name], writable: true, configurable: true });

const end = () => (last.match.index || 0) + last.match[0].length;
const parts = {
  input: () => last.input,
  lastMatch: () => last.match[0],
  lastParen: () => (last.match.length > 1 ? last.match.at(-1) || '' : ''),
  leftContext: () => last.input.slice(0, last.match.index),
  rightContext: () => last.input.slice(end()),
};
const short = { $_: 'input', '$&': 'lastMatch', '$+': 'lastParen', '$`': 'leftContext', "$'": 'rightContext' };
for (const [name, long] of Object.entries(short)) parts[name] = parts[long];
for (let i = 1; i <= 9; i++) parts[`$${i}`] = () => last.match[i] || '';
for (const [name, get] of Object.entries(parts)) Object.defineProperty(RegExp, name, { get, set() {}, configurable: true });
