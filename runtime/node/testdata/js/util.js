const util = require('util');
const { isDeepStrictEqual: same, types } = util;
show(() => require('node:util') === util && require('util/types') === util.types);

// isDeepStrictEqual.
const loop = (n) => { const o = { n }; o.self = o; return o; };
for (const f of [
  () => same(1, 1), () => same(1, '1'), () => same(NaN, NaN), () => same(0, -0), () => same(null, undefined), () => same({}, {}), () => same({ a: 1 }, { a: 1, b: 2 }), () => same({ a: undefined }, {}), () => same({ a: 1, b: 2 }, { b: 2, a: 1 }),
  () => same([1, 2], [1, 2]), () => same([1, 2], [2, 1]), () => same([1, , 2], [1, undefined, 2]), () => same([], {}), () => same([1], { 0: 1, length: 1 }), () => same(new Date(1), new Date(1)), () => same(new Date(1), new Date(2)), () => same(/a/g, /a/g), () => same(/a/g, /a/i),
  () => same(new Set([1, { a: 1 }]), new Set([{ a: 1 }, 1])), () => same(new Set([1, 2]), new Set([1, 3])), () => same(new Map([[1, { a: 1 }], [{ k: 1 }, 2]]), new Map([[{ k: 1 }, 2], [1, { a: 1 }]])), () => same(new Map([[1, 2]]), new Map([[1, 3]])),
  () => same(new Set([{ a: 1 }, { a: 1 }]), new Set([{ a: 1 }, { b: 1 }])), () => same(new Uint8Array([1]), new Uint8Array([1])), () => same(new Uint8Array([1]), new Int8Array([1])), () => same(new Uint8Array([1]), new Uint8Array([2])), () => same(new Error('a'), new Error('a')),
  () => same(new Error('a'), new Error('b')), () => same(new Number(1), new Number(1)), () => same(new Number(1), 1), () => same(Object('a'), Object('b')), () => same(Object(1n), Object(1n)), () => same(loop(1), loop(1)), () => same(loop(1), loop(2)), () => same({ [Symbol.for('a')]: 1 }, { [Symbol.for('a')]: 2 }),
  () => same(Object.create(null), {}), () => same(new (class A {})(), new (class A {})()), () => same(() => 1, () => 1), () => same({ a: { b: [1, { c: 2 }] } }, { a: { b: [1, { c: 2 }] } }), () => same(new ArrayBuffer(2), new ArrayBuffer(2)), () => same(Symbol.iterator, Symbol.iterator), () => same(1n, 1n),
  () => same(Promise.resolve(1), Promise.resolve(1)), () => same('a', 'a'), () => same(new WeakMap(), new WeakMap()),
]) show(f);

// types.
const samples = {
  map: new Map(), set: new Set(), weakMap: new WeakMap(), weakSet: new WeakSet(), date: new Date(), regexp: /x/, promise: Promise.resolve(), error: new TypeError('x'), proxy: new Proxy({}, {}), proxyOfMap: new Proxy(new Map(), {}),
  bytes: new Uint8Array(1), buffer: new ArrayBuffer(1), view: new DataView(new ArrayBuffer(1)), floats: new Float32Array(1), args: (function () { return arguments; })(), gen: (function* () {})(), genf: function* () {}, asyncf: async () => {}, asyncm: class { async m() {} }.prototype.m, method: { async() {} }.async,
  mapIterator: new Map().keys(), setIterator: new Set().values(), number: Object(1), string: Object('s'), bool: Object(true), bigint: Object(1n), symbol: Object(Symbol('x')), plain: {}, list: [], f() {}, fakeMap: Object.create(Map.prototype), fakePromise: { then() {}, [Symbol.toStringTag]: 'Promise' }, fakeError: Object.create(Error.prototype), primitive: 1, nothing: null,
};
for (const [name, value] of Object.entries(samples)) {
  show(() => `${name}: ${Object.keys(types).filter((k) => k.startsWith('is') && !/CryptoKey|KeyObject|EventTarget/.test(k) && types[k](value)).sort().join()}`);
}

// promisify.
const later = (value, cb) => setImmediate(cb, null, value);
const fails = (cb) => setImmediate(cb, new Error('failed'));
const special = () => {};
special[util.promisify.custom] = () => Promise.resolve('special');
show(() => util.promisify(5));
show(() => util.promisify.custom === Symbol.for('nodejs.util.promisify.custom'));
show(() => util.promisify(later).name + util.promisify(special).name);
show(() => util.promisify(util.promisify(later)) === util.promisify(later));
const promised = async () => {
  print(`promisify ${await util.promisify(later)('value')}`);
  await util.promisify(fails)().catch((e) => print(`promisify ${e.message}`));
  print(await util.promisify(special)());
  print(await util.promisify(setTimeout)(5, 'slept'));
  print(await util.promisify(setImmediate)('soon'));
  print(await util.promisify({ f(cb) { cb(null, this.x); } }.f).call({ x: 'its this' }));
};

// callbackify.
show(() => util.callbackify(5));
show(() => util.callbackify(async () => 1)());
show(() => [util.callbackify(async function f(a) { return a; }).name, util.callbackify(async function f(a) { return a; }).length]);
util.callbackify(async (a) => a * 2)(21, (err, v) => print(`callbackify ${err} ${v}`));
util.callbackify(async () => { throw new Error('rejected'); })((err, v) => print(`callbackify ${err.message} ${v}`));
util.callbackify(() => Promise.reject(null))((err) => { print(`callbackify ${err.code} ${err.message} ${err.reason}`); promised(); });

// inherits, deprecate and the rest.
function Parent() {}
Parent.prototype.hello = function () { return 'hello'; };
function Child() {}
util.inherits(Child, Parent);
show(() => [new Child().hello(), Child.super_ === Parent, new Child() instanceof Parent, Object.keys(Child)]);
show(() => util.inherits(null, Parent));
show(() => util.inherits(Child, {}));
show(() => util.deprecate(function f(a, b) { return a + b; }, 'old')(1, 2));
show(() => util.stripVTControlCharacters('\u001b[31mred\u001b[39m'));
show(() => util.toUSVString('a\ud800b'));
show(() => [util.isArray([]), util.isBoolean(true), util.isDate(new Date()), util.isError(new Error('x')), util.isFunction(show), util.isNull(null), util.isNullOrUndefined(undefined), util.isNumber(1), util.isObject({}), util.isPrimitive('s'), util.isRegExp(/x/), util.isString('s'), util.isSymbol(Symbol.iterator), util.isUndefined(undefined)]);
show(() => util._extend({ a: 1 }, { b: 2 }));
show(() => typeof util.debuglog('x') + util.debuglog('x').enabled);
