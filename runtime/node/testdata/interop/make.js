// Makes what check.js, in real Node, is to read: one line of JSON.
const crypto = require('crypto');
const zlib = require('zlib');
const text = 'The quick brown fox jumps over the lazy dög. '.repeat(300);
const data = Buffer.from('some data');
const b64 = (b) => Buffer.from(b).toString('base64');
const rsa = crypto.generateKeyPairSync('rsa', { modulusLength: 2048 });
const pss = crypto.generateKeyPairSync('rsa-pss', { modulusLength: 2048 });
const ec = crypto.generateKeyPairSync('ec', { namedCurve: 'P-384' });
const ed = crypto.generateKeyPairSync('ed25519');
const pkcs8 = { type: 'pkcs8', format: 'pem' };
const out = { text };

out.packed = Object.fromEntries(['gzip', 'deflate', 'deflateRaw', 'brotliCompress'].flatMap((name) =>
  [{}, { level: 1, params: { 1: 3 } }, { level: 9, params: { 1: 11, 2: 16 } }].map((options, i) => [`${name} ${i}`, b64(zlib[`${name}Sync`](text, options))])));
out.dictionary = b64(zlib.deflateSync(text, { dictionary: Buffer.from('lazy brown fox') }));
out.keys = {
  rsa: rsa.privateKey.export(pkcs8),
  pss: pss.privateKey.export(pkcs8),
  ec: ec.privateKey.export({ type: 'sec1', format: 'pem' }),
  ed: ed.privateKey.export({ format: 'jwk' }),
  locked: rsa.privateKey.export({ ...pkcs8, cipher: 'aes-256-cbc', passphrase: 'secret' }),
  lockedLegacy: rsa.privateKey.export({ type: 'pkcs1', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'secret' }),
};
out.signatures = {
  pss: b64(crypto.sign('sha256', data, { key: rsa.privateKey, padding: 6 })),
  pss20: b64(crypto.sign('sha256', data, { key: rsa.privateKey, padding: 6, saltLength: 20 })),
  pssKey: b64(crypto.sign('sha256', data, pss.privateKey)),
  ec: b64(crypto.sign('sha384', data, ec.privateKey)),
  p1363: b64(crypto.sign('sha384', data, { key: ec.privateKey, dsaEncoding: 'ieee-p1363' })),
  ed: b64(crypto.sign(null, data, ed.privateKey)),
};
out.sealed = {
  oaep: b64(crypto.publicEncrypt(rsa.publicKey, data)),
  oaep512: b64(crypto.publicEncrypt({ key: rsa.publicKey, oaepHash: 'sha512', oaepLabel: data }, data)),
};
print(JSON.stringify(out));
