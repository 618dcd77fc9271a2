const buffer = require('buffer');
const { Buffer } = buffer;

const hex = (b) => `${b.constructor.name}:${b.toString('hex')}`;
const encodings = ['utf8', 'utf-8', 'UTF8', 'hex', 'base64', 'base64url', 'latin1', 'binary', 'ascii', 'ucs2', 'utf16le', 'UTF-16LE'];

// Strings to bytes and back.
const texts = ['', 'hello', 'h\u00e9llo \u20ac \ud83d\ude00', '\ud800x', 'x\udc00', '616263', '6162zz63', '6', 'YWJj', 'YQ==', 'YQ==YQ==', 'YWJj*ZGVm', '_-_-', '+/+/', 'Y W\nJj', '\u0141WJj', '\u00ff\u0100'];
for (const encoding of encodings) {
  for (const text of texts) {
    show(() => `${encoding} ${JSON.stringify(text)} ${hex(Buffer.from(text, encoding))} ${Buffer.byteLength(text, encoding)}`);
  }
}
const samples = ['', '61', 'c3a9', 'c3', 'e282', 'e282ac', 'f09f9880', 'f09f98', 'f09f', 'eda080', 'ff', '80', 'c0af', 'e282f09f9880', 'f4908080', '00ff7f80', '3dd800de', '3dd8', 'fbfffe'];
for (const sample of samples) {
  show(() => `${sample} ${JSON.stringify(encodings.map((e) => Buffer.from(sample, 'hex').toString(e)))}`);
}

// Making. Not here: parent and offset, deprecated in Node 8; messages that name the longest Buffer, which is shorter than
// Node's; the names of functions for floats, which are accidents.
show(() => hex(Buffer.alloc(3)));
show(() => hex(Buffer.alloc(5, 'ab')));
show(() => hex(Buffer.alloc(4, '6162', 'hex')));
show(() => hex(Buffer.alloc(3, 257)));
show(() => Buffer.alloc('5'));
show(() => Buffer.from(5));
show(() => Buffer.from(null));
show(() => Buffer.from());
show(() => Buffer.from(true));
show(() => Buffer.from(Symbol('x')));
show(() => Buffer.from({}));
show(() => Buffer.from('a', 'foo'));
show(() => hex(Buffer.from([1, 256, -1, '3', 2.9, NaN])));
show(() => hex(Buffer.from({ length: 2, 0: 7, 1: 8 })));
show(() => hex(Buffer.from({ length: 'x' })));
show(() => hex(Buffer.from({ type: 'Buffer', data: [1, 2] })));
show(() => hex(Buffer.from(new String('abc'))));
show(() => hex(Buffer.from({ [Symbol.toPrimitive]: () => 'prim' })));
show(() => hex(Buffer.from(new Uint16Array([1, 256]))));
show(() => hex(Buffer.from(new Uint8Array([1, 2]).buffer, 1)));
show(() => Buffer.from(new ArrayBuffer(2), 3));
show(() => Buffer.from(new ArrayBuffer(2), 1, 5));
show(() => { const a = new ArrayBuffer(2); const b = Buffer.from(a); b[0] = 9; return new Uint8Array(a)[0]; });
show(() => { const a = Buffer.from('ab'); const b = Buffer.from(a); b[0] = 0; return a.toString(); });
show(() => { const a = new Uint8Array(2); a[1] = 3; const b = Buffer.copyBytesFrom(a, 1); a[1] = 4; return hex(b); });
show(() => hex(Buffer.of(1, 2, 300)));
show(() => new Buffer(3).length);
show(() => hex(Buffer('abc')));
show(() => hex(new Buffer([1, 2])));
show(() => Buffer(1, 'hex'));
show(() => buffer.SlowBuffer(2).length);
show(() => Buffer.allocUnsafe(4).length + Buffer.allocUnsafeSlow(4).length);
show(() => [Buffer.isBuffer(Buffer.alloc(0)), Buffer.isBuffer(new Uint8Array(1)), Buffer.isBuffer(null), Buffer.isBuffer({ _isBuffer: true })]);
show(() => encodings.concat(['', 'foo', undefined, 5]).map((e) => Buffer.isEncoding(e)));
show(() => [Buffer.byteLength(new ArrayBuffer(3)), Buffer.byteLength(Buffer.alloc(2)), Buffer.byteLength('\u20ac', 'nope')]);
show(() => Buffer.byteLength(5));

// Joining, comparing, searching.
show(() => hex(Buffer.concat([Buffer.from('a'), new Uint8Array([98]), Buffer.from('c')])));
show(() => hex(Buffer.concat([Buffer.from('abc')], 2)) + hex(Buffer.concat([Buffer.from('abc')], 5)) + hex(Buffer.concat([])));
show(() => Buffer.concat('x'));
show(() => Buffer.concat(['x']));
show(() => Buffer.compare(Buffer.from('a'), Buffer.from('b')) + Buffer.compare(Buffer.from('b'), Buffer.from('ab')));
show(() => Buffer.compare('a', Buffer.alloc(1)));
show(() => [Buffer.from('a').equals(new Uint8Array([97])), Buffer.from('a').equals(Buffer.from('b'))]);
show(() => Buffer.from('a').equals('a'));
show(() => [Buffer.from('abcd').compare(Buffer.from('xbcx'), 1, 3, 1, 3), Buffer.from('abc').compare(Buffer.from('abd')), Buffer.from('abc').compare(Buffer.from('b'), 0, 0), Buffer.from('a').compare(Buffer.from('b'), 0, 1, 1)]);
show(() => Buffer.from('a').compare(Buffer.from('b'), 5, 9));
const hay = Buffer.from('this is a buffer, is it?');
for (const args of [['is'], ['is', 3], ['is', -8], ['is', 99], ['', 5], ['', 99], [Buffer.from('a buf')], [97], [97 + 256], ['zz'], ['6973', 'hex'], ['is', 4, 'utf8'], [new Uint8Array([105, 116])], ['is', null], ['is', NaN], ['is', undefined], ['is', {}], ['is', -99], ['s', 1.9]]) {
  show(() => `${String(args[0])} ${args[1]} ${hay.indexOf(...args)} ${hay.lastIndexOf(...args)} ${hay.includes(...args)}`);
}
show(() => [Buffer.from('a\u0100b', 'utf16le').indexOf('b', 0, 'utf16le'), Buffer.from('0001000100', 'hex').indexOf('\u0001', 0, 'utf16le'), Buffer.alloc(0).indexOf('a'), Buffer.alloc(0).indexOf('')]);
show(() => hay.indexOf({}));
show(() => hay.indexOf());

// Cutting, copying, filling, writing.
const abc = () => Buffer.from('abcdef');
for (const args of [[], [1], [1, 3], [-2], [-3, -1], [4, 2], [99], ['1', '2'], [1.9, 3.9], [NaN], [undefined, 2], [null, 2]]) {
  show(() => `${JSON.stringify(args)} ${hex(abc().slice(...args))} ${hex(abc().subarray(...args))} ${abc().toString('utf8', ...args)}`);
}
show(() => { const a = abc(); a.slice(1, 3)[0] = 120; return a.toString(); });
for (const args of [[0], [2], [4], [9], [0, 2], [0, 2, 3], [-1], [0, -1], [0, 9], [0, 1, -1], [1, 0, 99]]) {
  show(() => { const t = Buffer.alloc(4); const n = abc().copy(t, ...args); return `${JSON.stringify(args)} ${n} ${hex(t)}`; });
}
show(() => abc().copy('x'));
for (const args of [['x'], ['xy', 1], ['xyz', 1, 3], [0], [255, 2], [''], ['6162', 'hex'], ['zz', 'hex'], ['\u20ac'], [Buffer.from('12')], [true], [300], ['a', 'nope'], ['a', 0, 99], ['a', 0, 2, 'utf16le'], [Buffer.alloc(0)]]) {
  show(() => `${String(args)} ${hex(abc().fill(...args))}`);
}
for (const args of [['xy'], ['xy', 5], ['xy', 1, 1], ['\u20ac\u20ac', 1], ['\u20ac', 4], ['6162', 'hex'], ['6162', 2, 'hex'], ['ab', 1, 3, 'utf16le'], ['x', 7], ['x', -1], ['x', 0, 99], ['x', 'nope'], [5], ['', 6], ['YWJj', 0, 2, 'base64']]) {
  show(() => { const b = abc(); return `${JSON.stringify(args)} ${b.write(...args)} ${hex(b)}`; });
}
show(() => hex(abc().swap16()) + hex(Buffer.from('0123456789abcdef').swap32()) + hex(Buffer.from('01234567').swap64()));
show(() => abc().swap32());
show(() => JSON.stringify(abc()) + Object.keys(abc()) + [...abc()]);
show(() => [abc().map((x) => x + 1) instanceof Buffer, hex(abc().map((x) => x + 1)), abc().filter((x) => x > 99).toString(), abc().reverse().toString()]);
show(() => abc() + '' + `${abc()}` + abc().toLocaleString());
show(() => [abc().toString('HEX'), abc().latin1Slice(1, 3), abc().hexSlice(), abc().utf8Slice(2)]);
show(() => abc().toString('nope'));

// Numbers.
const bytes = Buffer.from('0102fffe03fc80017f', 'hex');
for (const name of ['UInt8', 'Int8', 'UInt16LE', 'UInt16BE', 'Int16LE', 'Int16BE', 'UInt32LE', 'UInt32BE', 'Int32LE', 'Int32BE', 'FloatLE', 'FloatBE', 'DoubleLE', 'DoubleBE', 'BigInt64LE', 'BigInt64BE', 'BigUInt64LE', 'BigUInt64BE', 'Uint8', 'Uint16LE', 'Uint32BE', 'BigUint64LE']) {
  const values = name.startsWith('Big') ? [1n, -1n, 2n ** 63n, 2n ** 64n] : [0, 1, -1, 200, 40000, 2 ** 31, 2 ** 32, 1.5, NaN, '7', undefined];
  show(() => `${name} ${bytes[`read${name}`]()} ${bytes[`read${name}`](1)} ${/Float|Double/.test(name) || bytes[`read${name}`].name}`);
  for (const offset of [9, -1, '0', 0.5]) show(() => String(bytes[`read${name}`](offset)));
  for (const value of values) show(() => { const b = Buffer.alloc(9); return `${value} ${b[`write${name}`](value, 1)} ${hex(b)}`; });
}
for (const name of ['UIntLE', 'UIntBE', 'IntLE', 'IntBE']) {
  for (const size of [1, 2, 3, 4, 5, 6, 7, 0, undefined]) {
    show(() => `${name} ${size} ${bytes[`read${name}`](2, size)}`);
    for (const value of [1, -2, 70000, 2 ** 40, -(2 ** 47)]) show(() => { const b = Buffer.alloc(6); return `${value} ${b[`write${name}`](value, 0, size)} ${hex(b)}`; });
  }
}
show(() => Buffer.alloc(1).readUInt32LE());
show(() => [buffer.INSPECT_MAX_BYTES, Buffer.poolSize, Object.prototype.toString.call(abc())]);
show(() => abc().inspect() + Buffer.alloc(60).inspect());
