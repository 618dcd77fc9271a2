// Key derivation, digests of any length, odds and ends.
const crypto = require('crypto');
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
t('pbkdf2',()=>crypto.pbkdf2Sync('p','s',1,8,'sha1'));
t('pbkdf2 d',()=>crypto.pbkdf2Sync('p','s',1,8));
t('pbkdf2 foo',()=>crypto.pbkdf2Sync('p','s',1,8,'foo'));
t('pbkdf2 0',()=>crypto.pbkdf2Sync('p','s',0,8,'sha1'));
t('pbkdf2 -',()=>crypto.pbkdf2Sync('p','s',-1,8,'sha1'));
t('pbkdf2 x',()=>crypto.pbkdf2Sync('p','s','1',8,'sha1'));
t('pbkdf2 len',()=>crypto.pbkdf2Sync('p','s',1,-1,'sha1'));
t('pbkdf2 len0',()=>crypto.pbkdf2Sync('p','s',1,0,'sha1'));
t('pbkdf2 pw',()=>crypto.pbkdf2Sync(5,'s',1,0,'sha1'));
t('pbkdf2 salt',()=>crypto.pbkdf2Sync('s',undefined,1,0,'sha1'));
t('pbkdf2 cb',()=>crypto.pbkdf2('s','s',1,0,'sha1'));
t('pbkdf2 cb digest',()=>crypto.pbkdf2('s','s',1,8,'foo',()=>{}));
t('pbkdf2 1.5',()=>crypto.pbkdf2Sync('p','s',1.5,8,'sha1'));
t('pbkdf2 big',()=>crypto.pbkdf2Sync('p','s',2**32,8,'sha1'));
t('scrypt',()=>crypto.scryptSync('p','s',8,{N:16}));
t('scrypt N',()=>crypto.scryptSync('p','s',8,{N:15}));
t('scrypt mem',()=>crypto.scryptSync('p','s',8,{N:2**20}));
t('scrypt def',()=>crypto.scryptSync('p','s',16));
t('scrypt both',()=>crypto.scryptSync('p','s',16,{N:16,cost:16}));
t('scrypt names',()=>crypto.scryptSync('p','s',16,{cost:16,blockSize:2,parallelization:1}));
t('scrypt maxmem',()=>crypto.scryptSync('p','s',16,{maxmem:-1}));
t('scrypt len',()=>crypto.scryptSync('p','s',-1));
t('scrypt opt',()=>crypto.scryptSync('p','s',1,5));
t('scrypt 0',()=>crypto.scryptSync('p','s',0));
t('scrypt N1',()=>crypto.scryptSync('p','s',1,{N:1}));
t('scrypt p0',()=>crypto.scryptSync('p','s',1,{p:0}));
t('scrypt Nx',()=>crypto.scryptSync('p','s',1,{N:'x'}));
t('hkdf',()=>Buffer.from(crypto.hkdfSync('sha256','key','salt','info',10)));
t('hkdf ab',()=>crypto.hkdfSync('sha256','key','salt','info',10) instanceof ArrayBuffer);
t('hkdf big',()=>crypto.hkdfSync('sha256','key','salt','info',10000));
t('hkdf dig',()=>crypto.hkdfSync('foo','key','salt','info',10));
t('hkdf info',()=>crypto.hkdfSync('sha256','key','salt',Buffer.alloc(1025),10));
t('hkdf key',()=>crypto.hkdfSync('sha256',5,'salt','',10));
t('hkdf salt',()=>crypto.hkdfSync('sha256','','salt','',10).byteLength);
t('hkdf info t',()=>crypto.hkdfSync('sha256','',5,'',10));
t('hkdf len',()=>crypto.hkdfSync('sha256','','','',-10));
t('hkdf len0',()=>crypto.hkdfSync('sha256','','','',0).byteLength);
t('shake',()=>[crypto.createHash('shake128').update('a').digest('hex'),crypto.createHash('shake256').update('a').digest('hex'),crypto.createHash('shake128',{outputLength:5}).update('a').digest('hex'),crypto.createHash('shake256',{outputLength:0}).digest('hex')]);
t('ol',()=>crypto.createHash('sha256',{outputLength:5}));
t('ol32',()=>crypto.createHash('sha256',{outputLength:32}).digest('hex'));
t('olx',()=>crypto.createHash('shake128',{outputLength:'x'}));
t('blake',()=>['blake2b512','blake2s256','ripemd160','rmd160','md5-sha1'].map(n=>crypto.createHash(n).update('a').digest('hex')));
t('hmac blake',()=>['blake2b512','blake2s256','ripemd160','md5-sha1'].map(n=>{try{return crypto.createHmac(n,'k').update('a').digest('hex')}catch(e){return e.message+e.code}}));
t('copy ol',()=>crypto.createHash('shake128').update('a').copy({outputLength:4}).digest('hex'));
t('secureHeap',()=>crypto.secureHeapUsed());
t('fips',()=>[crypto.getFips(),crypto.fips]);
t('setEngine',()=>crypto.setEngine('x'));
t('setFips',()=>crypto.setFips(false));
t('setFips1',()=>crypto.setFips(true));
