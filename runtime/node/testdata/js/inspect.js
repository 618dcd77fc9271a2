const util = require('util');
const { inspect, format } = util;

// Values as they are shown.
class Foo { constructor() { this.x = 1; } get y() { throw new Error('never read'); } }
class Bar extends Foo {}
class Tagged { get [Symbol.toStringTag]() { return 'tag'; } }
const cycle = { name: 'c', list: [] };
cycle.self = cycle;
cycle.list.push(cycle, { cycle });
const sparse = [1, , 3, , ,];
sparse.extra = 'x';
const circularMap = new Map();
circularMap.set('me', circularMap);
for (const f of [
  () => undefined, () => null, () => true, () => 0, () => -0, () => 1e21, () => NaN, () => 10n, () => 'it\'s', () => 'a"b\'c', () => 'a\nb', () => `\u0001\x7f`, () => Symbol('s'), () => Symbol(),
  () => ({}), () => [], () => ({ a: 1, 'b-c': 2, 3: 4, [Symbol('k')]: 5 }), () => [1, 'two', [3, [4, [5, [6]]]]], () => ({ a: { b: { c: { d: 1 } } } }), () => sparse, () => new Array(5), () => cycle,
  () => Object.create(null), () => Object.create({ inherited: 1 }), () => Object.create(Foo.prototype), () => new Foo(), () => new Bar(), () => new Tagged(), () => Foo, () => Bar, () => class {},
  () => function named() {}, () => function () {}, () => () => 1, () => async function later() {}, () => async () => 1, () => function* gen() {}, () => Object.assign(function f() {}, { a: 1 }), () => Math.max,
  () => new Map([['a', { b: 1 }], [{ k: 1 }, [2]]]), () => new Set([1, 'a', { b: 2 }]), () => new WeakMap(), () => new WeakSet(), () => circularMap, () => Object.assign(new Map([[1, 2]]), { extra: 1 }),
  () => new Date(0), () => new Date(NaN), () => Object.assign(new Date(0), { a: 1 }), () => /a+b/gi, () => Object.assign(/x/, { y: 1 }),
  () => Promise.resolve({ a: 1 }), () => { const p = Promise.reject(new RangeError('no')); p.catch(() => {}); return inspect(p).split('\n')[0]; }, () => new Promise(() => {}),
  () => new Proxy({ a: 1 }, {}), () => new Proxy([1, 2], {}), () => new Proxy(function f() {}, {}), () => new Proxy({ a: 1 }, { get() { throw new Error('trap'); }, ownKeys() { throw new Error('trap'); } }),
  () => { const r = Proxy.revocable({}, {}); r.revoke(); return r.proxy; },
  () => new Number(3), () => new String('abc'), () => new Boolean(false), () => Object(1n), () => Object(Symbol('b')), () => Object.assign(new String('ab'), { c: 1 }),
  () => new Uint8Array([1, 2, 3]), () => new Float64Array(2), () => new BigInt64Array(1), () => new ArrayBuffer(3), () => new DataView(new ArrayBuffer(2)),
  () => (function () { return arguments; })(1, 2), () => (function* () {})(), () => Math, () => JSON,
  () => ({ get a() { throw new Error('never read'); }, set b(v) {}, get c() { return 1; }, set c(v) {} }), () => [new Foo(), new Foo()], () => ({ a: [{ b: { c: {} } }] }), () => ({ f() {}, g: class G {} }),
  () => ({ toString() { return 'x'; } }), () => ({ [inspect.custom]() { return 'custom!'; } }), () => ({ a: { [inspect.custom](depth, options) { return `${depth} ${typeof options.stylize}`; } } }),
  () => ({ [inspect.custom]: () => ({ replaced: true }) }), () => ({ [inspect.custom]() { throw new TypeError('from inspect'); } }), () => ({ constructor: 'nope' }), () => ({ __proto__: { constructor: { name: 5 } } }),
  () => ({ ['__proto__']: 1 }), () => Object.freeze({ frozen: [1] }), () => 'x'.repeat(120), () => ({ long: 'x'.repeat(120) }), () => ['x'.repeat(40), 'y'.repeat(40)], () => Array.from({ length: 30 }, (_, i) => i),
  () => Array.from({ length: 120 }, (_, i) => i), () => Object.fromEntries(Array.from({ length: 30 }, (_, i) => [`key${i}`, i])), () => Array.from({ length: 10 }, (_, i) => `item number ${i}`),
  () => new Set(Array.from({ length: 105 }, (_, i) => i)).size, () => ({ text: 'a\nb'.repeat(30) }), () => ({ s: 'q'.repeat(10010) }.s.length), () => inspect('q'.repeat(10010)).slice(-40), () => [undefined, null, , NaN],
  () => ({ a: undefined, b: null, c: -0, d: Symbol('q'), e: 1n }), () => [[[]]], () => [[[[]]]], () => ({ a: {} }), () => new (class extends Array {})(3), () => new (class M extends Map {})([[1, 2]]), () => Object.create(Array.prototype),
]) show(() => inspect(f()));

// Options.
for (const [value, options] of [
  [{ a: { b: { c: { d: 1 } } } }, { depth: 0 }], [{ a: { b: { c: { d: 1 } } } }, { depth: null }], [[1, 2, 3, 4], { maxArrayLength: 2 }], ['abcdef', { maxStringLength: 3 }], [{ b: 1, a: 2 }, { sorted: true }],
  [{ a: 1, b: { c: 2 } }, { compact: false }], [{ a: 1, b: { c: 2 } }, { compact: true, breakLength: 10 }], [{ a: 'x', n: 1, u: undefined, s: Symbol('a'), d: new Date(0) }, { colors: true }], [[1], { showHidden: true }],
  [{ get a() { return 7; } }, { getters: true }], [new Proxy({ a: 1 }, { get: 1 }), { showProxy: true }], [{ [inspect.custom]() { return 'no'; } }, { customInspect: false }], [123456789.5, { numericSeparator: true }], [{ a: [1, 2, { b: 3 }] }, { breakLength: Infinity }],
  [new Map([[1, { a: { b: { c: 1 } } }]]), { depth: 1 }], [{ a: { b: 1 } }, { depth: -1 }],
]) show(() => inspect(value, options));

// Errors: the first line and the properties; frames differ by engine.
const head = (e) => inspect(e).replace(/\n +(at|\.\.\. \d+ lines matching) .*/g, '');
for (const f of [
  () => new Error('boom'), () => new TypeError('t'), () => Object.assign(new Error('coded'), { code: 'E_X', status: 4 }), () => new Error('outer', { cause: new Error('inner') }), () => new AggregateError([new Error('one')], 'many'),
  () => { const e = new Error('no stack'); e.stack = undefined; return e; }, () => { const e = new Error('x'); e.stack = 'own stack'; return e; }, () => { const e = new Error('x'); e.name = 'Renamed'; return e; },
  () => new (class MyError extends Error {})('mine'), () => { const e = new Error('msg'); delete e.stack; e.stack = 'Error: msg\n    at here'; return { e }; },
]) show(() => head(f()));

// format.
for (const args of [
  [], ['a', 'b', 1], ['%s', 'x'], ['%s %s', 'x'], ['%s', null, undefined], ['%s', { a: { b: { c: 1 } } }], ['%s', [1, [2, [3]]]], ['%s', Symbol('s')], ['%s', 5n], ['%s', -0], ['%s', () => 1], ['%s', class A {}], ['%s', new Date(0)],
  ['%s', { toString() { return 'mine'; } }], ['%s', new (class Z { toString() { return 'z!'; } })()], ['%d', '42'], ['%d', 5n], ['%d', {}], ['%d', Symbol('a')], ['%i', 42.9], ['%i', 'x'], ['%i', 7n], ['%f', '1.5x'], ['%f', Symbol('a')], ['%j', { a: [1] }], ['%j', undefined],
  ['%j', cycle], ['%o', { f() {} }], ['%O', { a: { b: { c: { d: 1 } } } }], ['%c styled', 'css'], ['%% %s', 'x'], ['%'], ['100%', 'x'], ['%x', 1], ['%s%s%s', 'a', 'b'], ['a', { b: 'c' }, ['d']], [{ a: 1 }, 'text'], ['%s', 'a', 'b', { c: 1 }], [1, '%s', 2], ['%%'], ['%%', 1], [null, undefined, true], ['%s', new Error('e').message],
  [Symbol('a')], ['a\nb', { c: 'd\ne' }], ['%s', Object.create(null)], ['%s', 12345678901234567890n], ['%d', '0x10'], ['%i', 1e300],
]) show(() => format(...args));
show(() => util.formatWithOptions({ depth: 0 }, '%O %s', { a: { b: 1 } }, { c: {} }));
show(() => util.formatWithOptions({ compact: false }, { a: 1 }));
show(() => util.formatWithOptions('x'));
