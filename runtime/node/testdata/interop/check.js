// Runs in real Node: reads what make.js made with our modules.
const assert = require('assert');
const crypto = require('crypto');
const zlib = require('zlib');
const { text, packed, dictionary, keys, signatures, sealed } = JSON.parse(process.argv[1]);
const data = Buffer.from('some data');
const bytes = (s) => Buffer.from(s, 'base64');
let checked = 0;
const check = (value, what) => { assert.ok(value, what); checked++; };

const back = { gzip: 'gunzip', deflate: 'inflate', deflateRaw: 'inflateRaw', brotliCompress: 'brotliDecompress' };
for (const [name, made] of Object.entries(packed)) check(zlib[`${back[name.split(' ')[0]]}Sync`](bytes(made)).toString() === text, name);
check(zlib.inflateSync(bytes(dictionary), { dictionary: Buffer.from('lazy brown fox') }).toString() === text, 'dictionary');

const rsa = crypto.createPrivateKey(keys.rsa);
const open = crypto.createPublicKey(rsa);
const ed = crypto.createPrivateKey({ key: keys.ed, format: 'jwk' });
check(rsa.asymmetricKeyDetails.modulusLength === 2048, 'rsa');
check(crypto.createPrivateKey(keys.pss).asymmetricKeyType === 'rsa-pss', 'rsa-pss');
check(crypto.createPrivateKey(keys.ec).asymmetricKeyDetails.namedCurve === 'secp384r1', 'ec');
check(ed.asymmetricKeyType === 'ed25519', 'ed25519');
check(crypto.createPrivateKey({ key: keys.locked, passphrase: 'secret' }).equals(rsa), 'locked');
check(crypto.createPrivateKey({ key: keys.lockedLegacy, passphrase: 'secret' }).equals(rsa), 'locked legacy');

check(crypto.verify('sha256', data, { key: open, padding: 6 }, bytes(signatures.pss)), 'pss');
check(crypto.verify('sha256', data, { key: open, padding: 6, saltLength: 20 }, bytes(signatures.pss20)), 'pss with a salt of 20');
check(crypto.verify('sha256', data, keys.pss, bytes(signatures.pssKey)), 'pss key');
check(crypto.verify('sha384', data, keys.ec, bytes(signatures.ec)), 'ecdsa');
check(crypto.verify('sha384', data, { key: keys.ec, dsaEncoding: 'ieee-p1363' }, bytes(signatures.p1363)), 'ieee-p1363');
check(crypto.verify(null, data, crypto.createPublicKey(ed), bytes(signatures.ed)), 'ed25519');

check(crypto.privateDecrypt(rsa, bytes(sealed.oaep)).equals(data), 'oaep');
check(crypto.privateDecrypt({ key: rsa, oaepHash: 'sha512', oaepLabel: data }, bytes(sealed.oaep512)).equals(data), 'oaep with sha512');
console.log(`${checked} things checked`);
