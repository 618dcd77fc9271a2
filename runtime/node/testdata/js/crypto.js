const crypto = require('crypto');
const text = 'The quick brown fox jumps over the lazy dög';

for (const name of ['md5', 'sha1', 'sha224', 'sha256', 'sha384', 'sha512', 'sha3-256', 'sha3-512', 'sha512-256', 'SHA256', 'RSA-SHA1', 'sha-256', 'sha256WithRSAEncryption']) {
  show(() => name + ' ' + crypto.createHash(name).update('').digest('hex'));
  show(() => name + ' ' + crypto.createHash(name).update(text).digest('base64'));
  show(() => name + ' ' + crypto.createHmac(name, 'key').update(text).digest('hex'));
}
// RFC 4231, test cases 1, 2 and 6.
show(() => crypto.createHmac('sha256', new Uint8Array(20).fill(11)).update('Hi There').digest('hex'));
show(() => crypto.createHmac('sha512', 'Jefe').update('what do ya want for nothing?').digest('hex'));
show(() => crypto.createHmac('sha256', new Uint8Array(131).fill(0xaa)).update('Test Using Larger Than Block-Size Key - Hash Key First').digest('base64url'));

show(() => crypto.createHash('md5').update('a').update('b').digest('hex') === crypto.createHash('md5').update('ab').digest('hex'));
show(() => { const h = crypto.createHash('sha1').update('a'); const c = h.copy(); h.update('b'); return [h.digest('hex'), c.digest('hex'), c instanceof crypto.Hash]; });
show(() => crypto.createHash('md5').update(new Uint8Array([1, 2, 3])).digest('hex'));
show(() => crypto.createHash('md5').update(new Uint16Array([1, 2, 3])).digest('hex'));
show(() => crypto.createHash('md5').update(new DataView(new Uint8Array([9, 1, 2]).buffer, 1)).digest('hex'));
show(() => crypto.createHash('md5').update(Buffer.from('abc')).digest().toString('hex'));
show(() => crypto.createHash('md5').update('616263', 'hex').digest('hex'));
show(() => crypto.createHash('md5').update('\u00e9', 'latin1').digest('hex'));
show(() => crypto.createHash('md5').update('\ud83d\ude00').digest('hex'));
show(() => Buffer.isBuffer(crypto.createHash('md5').update('a').digest()));
show(() => crypto.createHash('md5').update('a').digest('latin1').length);
show(() => crypto.hash('sha1', 'x') + ' ' + crypto.hash('sha1', Buffer.from('x'), 'base64'));
show(() => crypto.Hash('md5').update('x').digest('hex'));
show(() => crypto.createHash('md5') instanceof crypto.Hash && crypto.createHmac('md5', '') instanceof crypto.Hmac);

show(() => crypto.createHash('foo'));
show(() => crypto.createHash());
show(() => crypto.createHash(5));
show(() => crypto.createHmac('foo', 'k'));
show(() => crypto.createHmac('md5'));
show(() => crypto.createHmac('md5', 5));
show(() => crypto.createHash('md5').update());
show(() => crypto.createHash('md5').update(5));
show(() => { const h = crypto.createHash('md5'); h.digest(); h.update('a'); });
show(() => { const h = crypto.createHash('md5'); h.digest(); h.digest(); });
show(() => { const h = crypto.createHash('md5'); h.digest(); h.copy(); });
show(() => { const h = crypto.createHmac('md5', 'a'); h.digest(); return JSON.stringify(h.digest('hex')); });

show(() => [crypto.randomBytes(0).length, crypto.randomBytes(16).length, Buffer.isBuffer(crypto.randomBytes(1))]);
show(() => crypto.randomBytes(32).toString('hex') !== crypto.randomBytes(32).toString('hex'));
show(() => crypto.randomBytes(-1));
show(() => crypto.randomBytes('a'));
show(() => crypto.randomBytes());
show(() => crypto.randomBytes(3, 'x'));
show(() => crypto.randomBytes(2 ** 31));
show(() => /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(crypto.randomUUID()));
show(() => crypto.randomUUID('x'));
show(() => { for (let i = 0; i < 200; i++) { const n = crypto.randomInt(3); if (n !== 0 && n !== 1 && n !== 2) return n; } return 'in range'; });
show(() => [crypto.randomInt(-2, -1), crypto.randomInt(5, 6)]);
show(() => crypto.randomInt(5, 5));
show(() => crypto.randomInt(2 ** 50));
show(() => crypto.randomInt('a'));
show(() => crypto.randomInt(1.5));
show(() => crypto.randomInt(3, 'x'));
show(() => { const b = new Uint8Array(8); crypto.randomFillSync(b, 4); return [b[0], b[3], b.length]; });
show(() => crypto.randomFillSync('a'));
show(() => crypto.randomFillSync(new Uint8Array(3), 5));
show(() => crypto.randomFillSync(new Uint8Array(3), 1, 5));
show(() => crypto.timingSafeEqual(Buffer.from('abc'), Buffer.from('abc')) + ' ' + crypto.timingSafeEqual(Buffer.from('abc'), Buffer.from('abd')));
show(() => crypto.timingSafeEqual(Buffer.from('a'), Buffer.from('ab')));
show(() => crypto.timingSafeEqual('a', 'b'));
show(() => ['md5', 'sha1', 'sha256', 'sha512', 'sha3-256'].filter((n) => !crypto.getHashes().includes(n)));

const web = globalThis.crypto;
show(() => web === crypto.webcrypto);
show(() => Object.prototype.toString.call(web));
show(() => { const a = new Uint32Array(2); return web.getRandomValues(a) === a; });
show(() => web.getRandomValues(new Float32Array(3)));
show(() => web.getRandomValues(new Uint8Array(65537)));
show(() => web.getRandomValues([1]));
show(() => web.randomUUID().length);
show(() => typeof crypto.createCipheriv + typeof crypto.KeyObject);

crypto.randomBytes(4, (err, b) => {
  print(`callback ${err} ${b.length}`);
  web.subtle.digest('SHA-256', new Uint8Array([1])).then((d) => print(Buffer.from(d).toString('hex')));
});
const piped = crypto.createHash('sha1');
piped.on('readable', () => { const d = piped.read(); if (d) print('stream ' + d.toString('hex')); });
piped.write('some data');
piped.end();
