// Left out: transfer, which is not supported here, and a Proxy, which Node refuses and
// we clone through its traps.
// https://html.spec.whatwg.org/multipage/structured-data.html as Node 20 does it
const { inspect, isDeepStrictEqual } = require('util');
const clone = (v) => show(() => inspect(structuredClone(v), { depth: 5 }));
[1, 'a', null, undefined, true, NaN, -0, 10n, [], [1, , 3], {}, { a: { b: [1] } }, new Map([[{ k: 1 }, new Set([1])]]), new Set(['a', {}]), new Date(5), /a/gi, Object(1), Object('s'), Object(false), Object(3n), new Uint8Array([1, 2]), new Float32Array([1.5]), new ArrayBuffer(2), new BigInt64Array(1)].forEach(clone);
show(() => { const o = { n: 1 }; o.self = o; const c = structuredClone(o); return [c !== o, c.self === c, c.n]; });
show(() => { const shared = {}; const c = structuredClone([shared, shared]); return c[0] === c[1] && c[0] !== shared; });
show(() => { const m = new Map(); m.set('m', m); const c = structuredClone(m); return c.get('m') === c; });
show(() => { const buffer = new ArrayBuffer(8); const c = structuredClone({ a: new Uint8Array(buffer, 2, 3), b: new Uint16Array(buffer) }); return [c.a.buffer === c.b.buffer, c.a.byteOffset, c.a.length]; });
show(() => { class P { constructor() { this.x = 1; } get y() { return 2; } } const c = structuredClone(new P()); return [c.constructor === Object, Object.keys(c)]; });
show(() => Object.keys(structuredClone({ get a() { return 1; }, [Symbol('s')]: 2 })));
show(() => { const e = Object.assign(new TypeError('m', { cause: { c: 1 } }), { extra: 1 }); const c = structuredClone(e); return [c instanceof TypeError, c.name, c.message, c.cause, c.extra, typeof c.stack]; });
show(() => { const e = new Error('m'); e.name = 'Mine'; return structuredClone(e).name; });
show(() => { const r = /a/g; r.lastIndex = 3; return structuredClone(r).lastIndex; });
show(() => structuredClone(Object.assign([1], { x: 2 })).x);
show(() => Buffer.isBuffer(structuredClone(Buffer.from('a'))));
const refused = (v) => show(() => { try { structuredClone(v); } catch (e) { return [e.name, e.code, e.constructor.name, e instanceof Error]; } return 'cloned'; });
[() => 1, Symbol('s'), { f() {} }, [class {}], new WeakMap(), new WeakSet(), Promise.resolve()].forEach(refused);
show(() => structuredClone({ get a() { throw new RangeError('own'); } }));
show(() => structuredClone());
show(() => isDeepStrictEqual(structuredClone({ a: [new Date(1), new Map([[1, { b: /x/ }]])] }), { a: [new Date(1), new Map([[1, { b: /x/ }]])] }));
show(() => structuredClone(JSON.parse('{"__proto__": {"x": 1}}')).x);
