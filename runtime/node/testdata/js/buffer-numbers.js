// Numbers in bytes. https://nodejs.org/docs/latest-v20.x/api/buffer.html
const b = Buffer.from('0102030405060708f1f2f3f4f5f6f7f8', 'hex');
for (const size of [8, 16, 32]) for (const sign of ['Int', 'UInt', 'Uint']) for (const end of size === 8 ? [''] : ['LE', 'BE'])
  show(() => [`read${sign}${size}${end}`, b[`read${sign}${size}${end}`](), b[`read${sign}${size}${end}`](8)]);
for (const type of ['Float', 'Double']) for (const end of ['LE', 'BE']) show(() => [b[`read${type}${end}`](0), b[`read${type}${end}`](7)]);
for (const sign of ['Int', 'UInt']) for (const end of ['LE', 'BE']) show(() => [String(b[`readBig${sign}64${end}`](0)), String(b[`readBig${sign}64${end}`](8))]);
for (const sign of ['Int', 'UInt']) for (const end of ['LE', 'BE']) for (const n of [1, 2, 3, 4, 5, 6]) show(() => [b[`read${sign}${end}`](0, n), b[`read${sign}${end}`](9, n)]);
const written = (method, ...args) => show(() => { const w = Buffer.alloc(8); return [method, w[method](...args), w.toString('hex')]; });
written('writeUInt8', 255, 1); written('writeInt8', -128); written('writeUInt16LE', 0x1234); written('writeUInt16BE', 0x1234, 2);
written('writeInt16LE', -2); written('writeInt16BE', -2); written('writeUInt32LE', 0xfffffffe); written('writeUInt32BE', 0xfffffffe, 4);
written('writeInt32LE', -5); written('writeInt32BE', -2147483648); written('writeFloatLE', 1.5); written('writeFloatBE', -0.1);
written('writeDoubleLE', Math.PI); written('writeDoubleBE', NaN); written('writeBigInt64LE', -3n); written('writeBigUInt64BE', 2n ** 64n - 1n);
written('writeIntLE', -1234567, 0, 3); written('writeIntBE', -140737488355328, 1, 6); written('writeUIntLE', 0x123456789a, 0, 5); written('writeUintBE', 0xabcdef, 2, 3);
written('writeUInt8', 256); written('writeInt8', 128); written('writeUInt16BE', -1); written('writeInt32LE', 2147483648); written('writeUInt32BE', 4294967296);
written('writeBigUInt64LE', -1n); written('writeUIntBE', 1, 0, 7); written('writeUIntBE', 256, 0, 1); written('writeUInt8', 1, 8); written('writeUInt16LE', 1, 7); written('writeUInt8', 1, 1.5); written('writeUInt8', 1, '1');
show(() => b.readUInt8(16));
show(() => b.readUInt32LE(13));
show(() => b.readInt8(-1));
show(() => b.readInt8('0'));
show(() => b.readIntLE(0, 7));
show(() => b.readUIntBE(0));
show(() => Buffer.alloc(2).readUInt32LE(0));
