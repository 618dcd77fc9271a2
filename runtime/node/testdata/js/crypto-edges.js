// Odd arguments and small differences.
const crypto = require('crypto');
const zlib = require('zlib');
function t(label, f) {
  show(() => {
    try {
      const r = f();
      return label + ' ' + (Buffer.isBuffer(r) ? r.toString('hex') : JSON.stringify(r, (k, v) => (typeof v === 'bigint' ? v + 'n' : v)));
    } catch (e) {
      return label + ' throws ' + e.name + ' ' + e.code + ': ' + e.message + (e.reason ? ' [' + e.library + '; ' + e.reason + ']' : '');
    }
  });
}
t('h1',()=>crypto.createHash('sha256').update(new ArrayBuffer(3)).digest('hex'));
t('h2',()=>crypto.createHash('sha256').update('a','foo').digest('hex'));
t('h3',()=>crypto.createHash('sha256').update('abc','hex').digest('hex'));
t('h4',()=>crypto.createHash('sha256').digest('foo'));
t('h5',()=>crypto.createHash('sha256').digest('HEX').length);
t('h6',()=>crypto.createHash('sha256').digest(5));
t('h7',()=>crypto.createHash('sha256').digest('utf16le').length);
t('h8',()=>crypto.createHash(''));
t('h9',()=>crypto.createHmac('sha256',''  ).update('').digest('hex'));
t('h10',()=>crypto.createHash('sha256').update('').update(Buffer.alloc(0)).digest('hex'));
t('h11',()=>crypto.createHmac('sha256',new ArrayBuffer(3)).digest('hex'));
t('h12',()=>crypto.createHmac('sha256',null));
t('h13',()=>crypto.createHmac('sha256',{}));
t('h14',()=>crypto.createHmac(null,'x'));
t('h16',()=>crypto.createHash('sha256').copy().digest('hex'));
t('h17',()=>crypto.hash('sha256',''));
t('h18',()=>crypto.hash('sha256','a','buffer'));
t('h19',()=>crypto.hash('foo','a'));
t('h20',()=>crypto.hash('sha256',5));
t('h21',()=>crypto.hash('sha256','a','foo'));
t('h22',()=>crypto.hash('sha256','a',5));
t('tse1',()=>crypto.timingSafeEqual(new Uint16Array([1]),new Uint8Array([1,0])));
t('rb1',()=>crypto.randomBytes(1.5).length);
t('rb2',()=>crypto.randomBytes(NaN));
t('rb3',()=>crypto.randomBytes('5'));
t('ri1',()=>crypto.randomInt(0));
t('ri2',()=>crypto.randomInt(0,2**48));
t('ri3',()=>crypto.randomInt(-(2**47),2**47-1)!==0.5);
t('uuid',()=>crypto.randomUUID({disableEntropyCache:true}).length);
t('uuid2',()=>crypto.randomUUID({disableEntropyCache:5}));
t('rf',()=>crypto.randomFillSync(new ArrayBuffer(4)).byteLength);
t('rf2',()=>crypto.randomFillSync(Buffer.alloc(4),-1));
t('rf3',()=>crypto.randomFillSync(Buffer.alloc(4),'x'));
t('rf4',()=>crypto.randomFillSync(new Uint32Array(2),1).length);
t('rf5',()=>crypto.randomFill(Buffer.alloc(4)));
t('rf6',()=>crypto.randomFillSync(new Float64Array(2)).length);
t('names',()=>[crypto.createHash.name,crypto.createHmac.name,crypto.randomBytes.length,crypto.createCipheriv.length,crypto.pbkdf2.length,crypto.scrypt.length,crypto.createSign.length]);
t('inst',()=>[crypto.createHash('md5') instanceof crypto.Hash,crypto.createSign('md5') instanceof crypto.Sign,crypto.createCipheriv('aes-128-ecb',Buffer.alloc(16),null) instanceof crypto.Cipheriv,crypto.createECDH('prime256v1') instanceof crypto.ECDH]);
t('c1',()=>{const c=crypto.createCipheriv('AES-128-CBC',Buffer.alloc(16),Buffer.alloc(16));return c.update('a')});
t('c2',()=>{const c=crypto.createCipheriv('aes-128-cbc',Buffer.alloc(16),Buffer.alloc(16));return c.update('00','hex','hex')+c.final('hex')});
t('c3',()=>{const c=crypto.createCipheriv('aes-128-cbc','0123456789abcdef','0123456789abcdef');return c.update('a','utf8','base64')+c.final('base64')});
t('c4',()=>{const c=crypto.createDecipheriv('aes-128-cbc','0123456789abcdef','0123456789abcdef');return c.update('MEsbfkwqv1tf5vHwKHJEsA==','base64','utf8')});
t('c5',()=>{const c=crypto.createDecipheriv('aes-128-ctr','0123456789abcdef','0123456789abcdef');return c.update('ffff','hex','utf8')+c.final('utf8')});
t('c6',()=>crypto.createCipheriv('aes-128-gcm',Buffer.alloc(16),Buffer.alloc(12)).setAAD('abc').final('hex'));
t('c7',()=>{const c=crypto.createCipheriv('aes-128-gcm',Buffer.alloc(16),Buffer.alloc(12));c.setAAD(Buffer.from('a'));c.setAAD(Buffer.from('b'));c.final();return c.getAuthTag()});
t('c8',()=>{const c=crypto.createDecipheriv('aes-128-gcm',Buffer.alloc(16),Buffer.alloc(12));c.setAuthTag('00'.repeat(16),'hex');return c.final()});
t('web',()=>[typeof globalThis.crypto.subtle,Object.getOwnPropertyNames(globalThis.crypto.constructor.prototype)]);
t('getrandom',()=>crypto.getRandomValues(new Uint8Array(3)).length);
t('wc',()=>crypto.webcrypto.getRandomValues.call({},new Uint8Array(3)));
t('gr this',()=>{const {getRandomValues}=crypto.webcrypto;return getRandomValues(new Uint8Array(1))});
t('uuid this',()=>{const {randomUUID}=crypto.webcrypto;return randomUUID()});
t('uuid this2',()=>{const {randomUUID}=crypto;return randomUUID().length});
t('z1',()=>zlib.gunzipSync(zlib.gzipSync(Buffer.from('x'),{info:true}).buffer).toString());
t('z2',()=>zlib.inflateSync(Buffer.from('789c4b4c4a0600024d0127','hex'),{info:true}).engine.bytesWritten);
t('z3',()=>zlib.createGzip({chunkSize:Infinity}));
t('z4',()=>zlib.createDeflate({level:'1'}));
t('z5',()=>zlib.gzipSync('x',null).length>0);
t('z6',()=>zlib.gzip('x',null));
t('z7',()=>zlib.brotliDecompressSync(Buffer.from([0x3b])));
t('z8',()=>zlib.gunzipSync(Buffer.alloc(20)));
t('z9',()=>zlib.unzipSync(Buffer.alloc(20)));
t('z10',()=>zlib.inflateRawSync(Buffer.alloc(20)));
