// The stream classes, the callbacks, and their order.
const zlib = require('zlib');
const { promisify } = require('util');
const { pipeline, Readable, Writable } = require('stream');
const { constants } = zlib;
const text = 'The quick brown fox jumps over the lazy d\u00f6g. '.repeat(500);
const gz = Buffer.from('1f8b08000000000000034b4c4a0600c241243503000000', 'hex');
const cat = (...parts) => Buffer.concat(parts.map((p) => Buffer.from(p)));

// collect feeds a stream and gives what came out, or the error.
function collect(stream, ...chunks) {
  return new Promise((resolve) => {
    const parts = [];
    stream.on('data', (d) => parts.push(d));
    stream.on('end', () => resolve(Buffer.concat(parts)));
    stream.on('error', (e) => resolve(`${e.name} ${e.code} ${e.errno}: ${e.message}; after ${Buffer.concat(parts)}`));
    for (const chunk of chunks) stream.write(chunk);
    stream.end();
  });
}
const until = async (ready) => { while (!ready()) await new Promise((done) => setTimeout(done, 1)); };
const bytes = (b) => Array.from({ length: b.length }, (_, i) => b.subarray(i, i + 1));

(async () => {
  for (const [pack, unpack] of [['Gzip', 'Gunzip'], ['Deflate', 'Inflate'], ['DeflateRaw', 'InflateRaw'], ['BrotliCompress', 'BrotliDecompress'], ['Gzip', 'Unzip'], ['Deflate', 'Unzip']]) {
    const packed = await collect(zlib['create' + pack](), text.slice(0, 7000), text.slice(7000));
    print(`${pack} ${packed.length < 2000} ${(await collect(zlib['create' + unpack](), packed)).toString() === text}`);
    print(`${unpack} by bytes ${(await collect(zlib['create' + unpack]({ chunkSize: 64 }), ...bytes(packed))).toString() === text}`);
    print(`${unpack} cut ${String(await collect(zlib['create' + unpack](), packed.subarray(0, packed.length - 6))).slice(0, 60)}`);
    const finishFlush = pack.startsWith('B') ? constants.BROTLI_OPERATION_FLUSH : constants.Z_SYNC_FLUSH;
    print(`${unpack} lenient ${text.startsWith((await collect(zlib['create' + unpack]({ finishFlush }), packed.subarray(0, packed.length - 6))).toString())}`);
  }
  print(`members ${await collect(zlib.createGunzip(), cat(gz, gz), gz, cat([0, 0]))}`);
  print(`members by bytes ${await collect(zlib.createGunzip(), ...bytes(cat(gz, gz)))}`);
  print(`junk ${String(await collect(zlib.createGunzip(), cat(gz, [1, 2, 3]))).split(";")[0]}`);
  print(`not gzip ${await collect(zlib.createGunzip(), 'hello world')}`);
  print(`nothing ${await collect(zlib.createGunzip())}`);
  print(`nothing at all ${(await collect(zlib.createGzip())).subarray(0, 4).toString('hex')}`);
  print(`no dictionary ${await collect(zlib.createInflate(), zlib.deflateSync('abc', { dictionary: Buffer.from('xabc') }))}`);
  print(`dictionary ${await collect(zlib.createInflate({ dictionary: Buffer.from('xabc') }), zlib.deflateSync('abc', { dictionary: Buffer.from('xabc') }))}`);

  print(`promisified ${await promisify(zlib.gunzip)(gz)}`);
  print(`promisified ${await promisify(zlib.brotliDecompress)(await promisify(zlib.brotliCompress)(text)) == text}`);
  await promisify(zlib.gunzip)(gz.subarray(3)).catch((e) => print(`rejected ${e.code} ${e.errno} ${e.message}`));
  await promisify(zlib.gunzip)(gz, { maxOutputLength: 1 }).catch((e) => print(`rejected ${e.name} ${e.code} ${e.message}`));
  await new Promise((done) => {
    const order = [];
    zlib.gzip('x', (err, b) => { order.push('callback'); print(`${err} ${Buffer.isBuffer(b)} ${order}`); done(); });
    process.nextTick(() => order.push('tick'));
    order.push('sync');
  });
  let piped = '';
  const sink = new Writable({ write(chunk, encoding, next) { piped += chunk.toString('latin1'); next(); } });
  await new Promise((done) => pipeline(Readable.from([text]), zlib.createGzip(), zlib.createGunzip(), sink, done));
  print(`pipeline ${Buffer.from(piped, 'latin1').toString() === text}`);

  // flush gives what was written so far, while the stream stays open.
  const packer = zlib.createGzip();
  const unpacker = zlib.createGunzip();
  packer.pipe(unpacker);
  const seen = [];
  unpacker.on('data', (d) => seen.push(String(d)));
  packer.write('one');
  await new Promise((done) => packer.flush(done));
  await until(() => seen.length === 1);
  print(`flushed ${seen.join('|')}`);
  packer.write('two');
  await new Promise((done) => packer.flush(constants.Z_SYNC_FLUSH, done));
  await until(() => seen.length === 2);
  print(`flushed ${seen.join('|')}`);
  await new Promise((done) => packer.params(9, constants.Z_FILTERED, done));
  packer.end('three');
  await new Promise((done) => unpacker.on('end', done));
  print(`ended ${seen.join('')} ${packer.bytesWritten} ${unpacker.bytesWritten > 30}`);
  show(() => packer.params(10, 0));
  show(() => zlib.createGzip({ level: 99 }));
  show(() => new zlib.Gunzip() instanceof require('stream').Transform);
  show(() => Object.getPrototypeOf(zlib.Gzip.prototype).constructor.name);

  const closed = zlib.createGzip();
  closed.close(() => print(`closed ${closed.destroyed} ${closed._closed}`));
  closed.on('error', (e) => print(`after close ${e.code}`));
  await new Promise((done) => setImmediate(done));
  closed.write('x');
  await new Promise((done) => setTimeout(done, 10));

  const again = zlib.createGunzip();
  again.write(gz.subarray(0, 5));
  await new Promise((done) => setTimeout(done, 10));
  again.reset();
  print(`reset ${await collect(again, gz)}`);

  // A reader that takes its time gets all of it.
  const slow = zlib.createGunzip();
  slow.end(zlib.gzipSync(Buffer.alloc(300000, 'ab')));
  const late = new Writable({ highWaterMark: 1, write(chunk, encoding, next) { this.total = (this.total || 0) + chunk.length; setImmediate(next); } });
  await new Promise((done) => pipeline(slow, late, done));
  print(`slow ${late.total}`);
})();
