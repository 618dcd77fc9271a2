// Digests, ciphers and signatures as streams.
const crypto = require('crypto');
const { pipeline, Readable, Writable, Transform } = require('stream');
const { promisify, types } = require('util');
const text = 'The quick brown fox jumps over the lazy d\u00f6g. '.repeat(2000);
const [key, iv] = [Buffer.alloc(32, 1), Buffer.alloc(16, 2)];
const { privateKey, publicKey } = crypto.generateKeyPairSync('ec', { namedCurve: 'P-256' });

const collect = (stream) => new Promise((resolve, reject) => {
  const parts = [];
  stream.on('data', (d) => parts.push(d)).on('end', () => resolve(Buffer.concat(parts.map((p) => Buffer.from(p))))).on('error', reject);
});
const piped = (...streams) => new Promise((resolve, reject) => pipeline(...streams, (err) => (err ? reject(err) : resolve())));

(async () => {
  const hash = crypto.createHash('sha256');
  hash.end(text);
  print(`hash ${(await collect(hash)).toString('hex')} ${hash instanceof Transform}`);
  const hmac = Readable.from([text.slice(0, 100), text.slice(100)]).pipe(crypto.createHmac('sha1', 'key'));
  hmac.setEncoding('hex');
  print(`hmac ${await new Promise((done) => hmac.once('data', done))}`);
  const read = crypto.createHash('md5');
  read.write('a');
  read.end('b');
  read.once('readable', () => print(`read ${read.read().toString('hex')}`));
  await new Promise((done) => read.on('end', done).on('finish', () => print('finish')));

  for (const [name, options] of [['aes-256-cbc', {}], ['aes-256-ctr', {}], ['aes-256-gcm', {}]]) {
    const cipher = crypto.createCipheriv(name, key, iv, options);
    cipher.end(text);
    const sealed = await collect(cipher);
    print(`${name} ${sealed.length} ${crypto.createHash('md5').update(sealed).digest('hex')}`);
    const decipher = crypto.createDecipheriv(name, key, iv, options);
    if (name.endsWith('gcm')) decipher.setAuthTag(cipher.getAuthTag());
    let opened = '';
    const sink = new Writable({ write(chunk, encoding, done) { opened += chunk.toString('latin1'); done(); } });
    await piped(Readable.from([sealed.subarray(0, 1000), sealed.subarray(1000)]), decipher, sink);
    print(Buffer.from(opened, 'latin1').toString() === text);
  }
  const broken = crypto.createDecipheriv('aes-256-cbc', key, iv);
  broken.on('error', (e) => print(`error ${e.code} ${e.reason}`));
  broken.resume();
  broken.end('not sixteen bytes long');
  await new Promise((done) => broken.on('close', done));
  const forged = crypto.createDecipheriv('aes-256-gcm', key, iv).setAuthTag(Buffer.alloc(16));
  await piped(Readable.from([Buffer.from('x')]), forged, new Writable({ write: (c, e, done) => done() })).catch((e) => print(`forged ${e.message}`));

  const sign = crypto.createSign('sha256');
  await piped(Readable.from([text.slice(0, 500), text.slice(500)]), sign);
  const verify = crypto.createVerify('sha256');
  await piped(Readable.from([text]), verify);
  print(`signed ${verify.verify(publicKey, sign.sign(privateKey))}`);

  for (const f of [crypto.randomBytes, crypto.generateKey, crypto.generatePrime]) {
    const value = await (f === crypto.randomBytes ? promisify(f)(4) : f === crypto.generateKey ? promisify(f)('hmac', { length: 64 }) : promisify(f)(16));
    print(`promisified ${f.name} ${Object.prototype.toString.call(value)}`);
  }
  const pair = await promisify(crypto.generateKeyPair)('ed25519');
  print(`pair ${Object.keys(pair)} ${pair.publicKey.asymmetricKeyType}`);
  print(`types ${types.isKeyObject(privateKey)} ${types.isKeyObject({})} ${types.isCryptoKey(await crypto.subtle.generateKey('Ed25519', true, ['sign', 'verify']).then((p) => p.privateKey))} ${types.isCryptoKey(null)}`);
  const order = [];
  await new Promise((done) => {
    crypto.pbkdf2('p', 's', 1, 8, 'sha1', (err, derived) => { order.push(`pbkdf2 ${derived.toString('hex')}`); done(); });
    process.nextTick(() => order.push('tick'));
    order.push('sync');
  });
  print(order.join());
  await Promise.all([
    promisify(crypto.scrypt)('p', 's', 8).then((d) => print(`scrypt ${d.toString('hex')}`)),
  ]);
  await promisify(crypto.hkdf)('sha1', 'k', 's', 'i', 8).then((d) => print(`hkdf ${Buffer.from(d).toString('hex')}`));
  await promisify(crypto.checkPrime)(13n).then((d) => print(`prime ${d}`));
})();
