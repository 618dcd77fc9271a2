// Finds every function that our globals and modules lead to, and calls each with
// receivers and arguments that no honest script has. globalNames and moduleNames are
// given; functions, values and attack are what the test uses.

const engine = new Set(); // goja's own, which are not ours to test
(function skip(v, depth) {
  if (v === null || (typeof v !== 'object' && typeof v !== 'function') || engine.has(v) || depth > 4) return;
  engine.add(v);
  for (const key of Reflect.ownKeys(v)) {
    const { value, get, set } = Object.getOwnPropertyDescriptor(v, key);
    [value, get, set].forEach((part) => skip(part, depth + 1));
  }
  skip(Object.getPrototypeOf(v), depth + 1);
})([Object, Function, Array, String, Number, Boolean, Symbol, BigInt, Date, RegExp, Error, TypeError, RangeError,
  SyntaxError, ReferenceError, URIError, EvalError, AggregateError, Promise, Proxy, Reflect, Map, Set, WeakMap, WeakSet,
  ArrayBuffer, DataView, JSON, Math, Uint8Array, Int8Array, Uint8ClampedArray, Uint16Array, Int16Array, Uint32Array,
  Int32Array, Float32Array, Float64Array, BigInt64Array, BigUint64Array, [].values(), function* () {}, async () => {}], -1);

globalThis.functions = []; // [path, function]

function find(path, v, depth) {
  if (v === null || (typeof v !== 'object' && typeof v !== 'function') || engine.has(v) || depth > 5) return;
  engine.add(v);
  if (typeof v === 'function') functions.push([path, v]);
  for (const key of Reflect.ownKeys(v)) {
    const property = Object.getOwnPropertyDescriptor(v, key);
    if (property === undefined) continue;
    const name = path + '.' + String(key);
    if (property.get) functions.push([name + ' (get)', property.get]);
    if (property.set) functions.push([name + ' (set)', property.set]);
    find(name, property.value, depth + 1);
  }
  find(path + '.__proto__', Object.getPrototypeOf(v), depth + 1);
}
for (const name of globalNames) find(name, globalThis[name], 0);
for (const name of moduleNames) find('require ' + name, require(name), 0);

const fail = () => { throw new Error('hostile'); };
const throwing = { get x() { fail(); }, get length() { fail(); }, get buffer() { fail(); }, valueOf: fail, toString: fail };
const trapped = new Proxy(function () {}, { get: fail, has: fail, ownKeys: fail, getPrototypeOf: fail, apply: fail, construct: fail });
const revoked = Proxy.revocable({}, {});
revoked.revoke();
// Its length is modest: goja's own natives loop over long ones without end.
const fakeView = Object.create(Uint8Array.prototype, Object.fromEntries(
  [['buffer', new ArrayBuffer(2)], ['byteOffset', -5], ['byteLength', 1e5], ['length', 1e5]].map(([k, value]) => [k, { value }])));

globalThis.values = [undefined, null, 0, -1, 1e9, NaN, 2 ** 53, -Infinity, '', 'x', 'utf8', '%s%d%o', '\ud800', 5n, Symbol('s'),
  {}, [], throwing, trapped, revoked.proxy, fakeView, () => 1, fail, new Uint8Array(4), new ArrayBuffer(4),
  new DataView(new ArrayBuffer(4)), Object.create(null), new Date(NaN), /x/g, Promise.resolve(), new Map([[1, 2]]),
  { length: -1 }, { length: 5 }];

// attack calls functions[index] twenty times. lastCall says how, for the report.
globalThis.attack = function (index) {
  const target = functions[index][1];
  let seed = index * 7919 + 13;
  const random = (n) => { seed = (seed * 1103515245 + 12345) & 0x7fffffff; return (seed >> 8) % n; };
  const quietly = (f) => { try { Promise.resolve(f()).catch(() => {}); } catch {} };
  for (let round = 0; round < 20; round++) {
    const picked = [0, 0, 0, 0, 0].map(() => random(values.length));
    const [receiver, ...args] = picked.map((i) => values[i]);
    args.length = round === 0 ? 0 : 1 + random(4);
    globalThis.lastCall = `receiver values[${picked[0]}], arguments values[${picked.slice(1, 1 + args.length)}]`;
    quietly(() => Reflect.apply(target, receiver, args));
    if (round % 3 === 0) quietly(() => Reflect.construct(target, args));
    if (round % 5 === 0) quietly(() => Promise.resolve(args[0]).then(target));
  }
};
