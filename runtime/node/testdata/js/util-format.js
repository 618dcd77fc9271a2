// Objects without any toString are left out: the text of goja's TypeError differs.
// util.format. https://nodejs.org/docs/latest-v20.x/api/util.html#utilformatformat-args
const util = require('util');
const f = (...args) => show(() => util.format(...args));
f(); f(''); f('a'); f('a', 'b'); f(1, 2, 'x'); f(null, undefined, true); f('%', 1); f('%%', 1); f('100%', 1); f('%%'); f('%s'); f('%s%s', 'a');
for (const v of ['str', 12, -0, 1.5, 10n, null, undefined, true, Symbol('s'), {}, { a: { b: { c: 1 } } }, [1, [2, [3]]], () => 1, function n() {}, class C {}, new Error('e').message, new Date(0), { toString() { return 'own'; } }, new (class K { toString() { return 'k'; } })(), new (class L extends Array {})(), '7px', '0x10', '', NaN, Infinity]) {
  f('%s', v); f('%d', v); f('%i', v); f('%f', v);
}
f('%j', { a: 1 }); f('%j', undefined); f('%j', 'x'); f('%j', { toJSON() { return 'J'; } });
show(() => { const o = {}; o.o = o; return util.format('%j', o); });
show(() => util.format('%j', { toJSON() { throw new Error('own'); } }));
f('%o', { a: 1 }); f('%o', [1]); f('%O', { a: { b: { c: { d: { e: 1 } } } } }); f('%O', 'x'); f('%c', 'css'); f('%cx', 'css', 'y');
f('%x', 1); f('%s', 'a', 'b', { c: 1 }); f('a %s b %d c', 'x', 5, 'rest', [1]); f('%d', '5.5'); f('%i', '42.9abc'); f('%f', 'x'); f({ a: 1 }, 'x'); f([], 'x'); f('%s %s', 'x'); f('%%s', 1); f('%s%', 1); f('%5d', 1);
f('x', 'multi\nline', { s: 'multi\nline' }); f('x', new Map([[1, { a: 1 }]])); f('%s', Symbol('q'), Symbol('r')); f(Symbol('first'), 'x'); f('a', '', 'b');
show(() => [util.formatWithOptions({ colors: true }, '%s %O', 'a', { b: 1 })]);
show(() => util.formatWithOptions({ compact: false }, { a: 1 }));
show(() => util.formatWithOptions('x', 'a'));
