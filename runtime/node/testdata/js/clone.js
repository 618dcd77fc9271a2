// structuredClone. Not here: the texts of DataCloneErrors, which V8 makes; an error that is its
// own cause, which Node 20 cannot clone.
const kinds = (v) => Object.prototype.toString.call(v);
const same = (v, f) => show(() => { const c = structuredClone(v); return `${kinds(c)} ${c !== v} ${f(c)}`; });

for (const v of [1, 'x', true, null, undefined, 5n, NaN, -0]) show(() => `${typeof structuredClone(v)} ${String(structuredClone(v))} ${Object.is(structuredClone(v), v)}`);
same({ a: 1, b: { c: [1, 2] } }, JSON.stringify);
same([1, , 3], (c) => [c.length, 1 in c, JSON.stringify(c)]);
same(Object.assign([1], { x: 2 }), (c) => c.x);
same(new Date(5), (c) => c.getTime());
same(new Date(NaN), (c) => c.getTime());
same(/a+b/giy, (c) => [c.source, c.flags, c.lastIndex]);
same(new Map([[{ k: 1 }, new Set([1, 'a'])]]), (c) => JSON.stringify([...c].map(([k, v]) => [k, [...v]])));
same(new Set([1, 2]), (c) => [...c]);
same(new Error('boom'), (c) => [c instanceof Error, c.name, c.message, typeof c.stack]);
same(new TypeError('t'), (c) => [c instanceof TypeError, c.name, c.message]);
same(Object.assign(new Error('p'), { code: 'X', name: 'Custom' }), (c) => [c.code, c.name]);
same(new Error('a', { cause: new RangeError('b') }), (c) => [c.cause instanceof RangeError, c.cause.message]);
same(new Uint8Array([1, 2]), (c) => [c.constructor.name, c]);
same(new Float64Array([1.5]), (c) => [c.constructor.name, c]);
same(new Uint8Array([1, 2, 3]).subarray(1), (c) => [c.byteOffset, c.buffer.byteLength, c]);
same(new DataView(new ArrayBuffer(4), 1, 2), (c) => [c.byteOffset, c.byteLength]);
same(new Uint8Array([1, 2]).buffer, (c) => new Uint8Array(c));
same(Object('s'), (c) => [typeof c, c.length]);
same(Object(5), (c) => [typeof c, c + 1]);
same(Object(false), (c) => [typeof c, String(c)]);
same(new (class A { x = 1; get y() { return 2; } })(), (c) => [c.constructor.name, JSON.stringify(c)]);
same({ get x() { return 3; } }, (c) => JSON.stringify(Object.getOwnPropertyDescriptor(c, 'x')));
same({ [Symbol('s')]: 1, a: undefined }, (c) => [Object.getOwnPropertySymbols(c).length, 'a' in c]);
same(Object.create({ inherited: 1 }, { hidden: { value: 1 }, shown: { value: 2, enumerable: true } }), (c) => [c.inherited, c.hidden, c.shown]);
same(JSON.parse('{"__proto__": 1}'), (c) => Object.keys(c));
show(() => { const a = { n: 1 }; a.self = a; const c = structuredClone(a); return c.self === c && c !== a; });
show(() => { const s = {}; const c = structuredClone([s, s]); return c[0] === c[1]; });
show(() => { const b = new ArrayBuffer(4); const c = structuredClone([new Uint8Array(b), new Uint8Array(b, 2)]); return c[0].buffer === c[1].buffer; });
show(() => { const m = new Map(); m.set('m', m); const c = structuredClone(m); return c.get('m') === c; });
for (const [name, v] of Object.entries({ f: () => 1, s: Symbol('x'), nested: { f() {} }, promise: Promise.resolve(), weak: new WeakMap() })) {
  show(() => { try { return structuredClone(v); } catch (e) { return `${name} ${e.name} ${e.code} ${e instanceof DOMException}`; } });
}
show(() => structuredClone());
show(() => { try { structuredClone({ get x() { throw new RangeError('from the getter'); } }); } catch (e) { return e.message; } });
