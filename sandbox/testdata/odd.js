// Calls one built-in, chosen by the payload, with an odd receiver and odd arguments.
module.exports = function (user, context, cb) {
  var functions = [], seen = new Set();
  (function walk(o, depth) {
    if (o === null || (typeof o !== 'object' && typeof o !== 'function') || seen.has(o) || depth > 3) return;
    seen.add(o);
    if (typeof o === 'function') functions.push(o);
    Reflect.ownKeys(o).forEach(function (key) {
      var d = Object.getOwnPropertyDescriptor(o, key);
      [d.value, d.get, d.set].forEach(function (v) { walk(v, depth + 1); });
    });
    walk(Object.getPrototypeOf(o), depth + 1);
  })(globalThis, 0);
  var revoked = Proxy.revocable(function () {}, {});
  revoked.revoke();
  var odd = [
    undefined, null, true, 0, -1, 1e300, NaN, Infinity, Math.pow(2, 31), Math.pow(2, 53), 1n, 2n, '', 'abc', 'ü\ud800', Symbol.iterator,
    {}, [], [1, 2, 3], [, , 3], { length: 3 }, { length: -1 }, { length: Math.pow(2, 32) }, Object.create(null), function () {}, function* () {},
    async function () {}, class {}, () => 1, /a/g, new Date(0), new Date(NaN), new Error('x'), new Map(), new Set([1]), new WeakMap(), new WeakSet(),
    Promise.resolve(1), new Proxy({}, {}), new Proxy(function () {}, {}), revoked.proxy, new Uint8Array(4), new Float64Array(2), new ArrayBuffer(8),
    new DataView(new ArrayBuffer(8)), Object('s'), Object(1), Object(1n), Object(Symbol()), JSON, Math, Reflect, globalThis, Function, Array, Object,
    { toString: function () { throw 1; } }, { valueOf: function () { return {}; } }, { get length() { throw 2; } },
    { [Symbol.toPrimitive]: function () { return '1'; } }, { [Symbol.iterator]: function () { return {}; } }, { then: function (f) { f(1); } },
    (function () { return arguments; })(1, 2), [1, 2].entries(), new Map([[1, 2]]).keys(), 'abc'.matchAll(/a/g),
  ];
  var pick = function (i) { return odd[i % odd.length]; };
  var f = functions[user.f % functions.length], args = user.args.map(pick);
  var result = user.construct ? Reflect.construct(f, args) : Reflect.apply(f, pick(user.receiver), args);
  cb(null, { count: functions.length, type: typeof result });
};
