// Ciphers with and without tags, their states and errors.
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
const k=Buffer.alloc(16,1),iv=Buffer.alloc(16,2);
t('badname',()=>crypto.createCipheriv('foo',k,iv));
t('badkey',()=>crypto.createCipheriv('aes-128-cbc','x',iv));
t('badiv',()=>crypto.createCipheriv('aes-128-cbc',k,'x'));
t('noiv',()=>crypto.createCipheriv('aes-128-cbc',k,null));
t('iv undefined',()=>crypto.createCipheriv('aes-128-cbc',k));
t('ecb iv',()=>crypto.createCipheriv('aes-128-ecb',k,iv));
t('ecb null',()=>crypto.createCipheriv('aes-128-ecb',k,null).update('a','utf8','hex'));
t('ecb empty',()=>crypto.createCipheriv('aes-128-ecb',k,'').final('hex'));
t('keytype',()=>crypto.createCipheriv('aes-128-cbc',5,iv));
t('nametype',()=>crypto.createCipheriv(5,k,iv));
t('baddec',()=>{const d=crypto.createDecipheriv('aes-128-cbc',k,iv);d.update(Buffer.alloc(16));return d.final()});
t('short',()=>{const d=crypto.createDecipheriv('aes-128-cbc',k,iv);d.update(Buffer.alloc(15));return d.final()});
t('nopad',()=>{const d=crypto.createCipheriv('aes-128-cbc',k,iv);d.setAutoPadding(false);d.update(Buffer.alloc(15));return d.final()});
t('after final',()=>{const d=crypto.createCipheriv('aes-128-cbc',k,iv);d.final();return d.update('x')});
t('final2',()=>{const d=crypto.createCipheriv('aes-128-cbc',k,iv);d.final();return d.final()});
t('pad after',()=>{const d=crypto.createCipheriv('aes-128-cbc',k,iv);d.final();return d.setAutoPadding(false)});
t('gcm tag early',()=>{const d=crypto.createCipheriv('aes-128-gcm',k,iv);return d.getAuthTag()});
t('gcm no tag',()=>{const d=crypto.createDecipheriv('aes-128-gcm',k,iv);d.update('aa');return d.final()});
t('gcm bad tag',()=>{const d=crypto.createDecipheriv('aes-128-gcm',k,iv);d.setAuthTag(Buffer.alloc(16));d.update('aa');return d.final()});
t('gcm taglen',()=>{const d=crypto.createDecipheriv('aes-128-gcm',k,iv);d.setAuthTag(Buffer.alloc(3))});
t('gcm taglen opt',()=>crypto.createCipheriv('aes-128-gcm',k,iv,{authTagLength:3}));
t('gcm tag4',()=>{const d=crypto.createCipheriv('aes-128-gcm',k,iv,{authTagLength:4});d.update('x');d.final();return d.getAuthTag()});
t('gcm tag twice',()=>{const d=crypto.createDecipheriv('aes-128-gcm',k,iv);d.setAuthTag(Buffer.alloc(16));d.setAuthTag(Buffer.alloc(16))});
t('tag mismatch',()=>{const d=crypto.createDecipheriv('aes-128-gcm',k,iv,{authTagLength:8});d.setAuthTag(Buffer.alloc(16))});
t('gcm aad late',()=>{const d=crypto.createCipheriv('aes-128-gcm',k,iv);d.update('x');d.setAAD(Buffer.from('a'))});
t('cbc aad',()=>{const d=crypto.createCipheriv('aes-128-cbc',k,iv);d.setAAD(Buffer.from('a'))});
t('cbc tag',()=>{const d=crypto.createCipheriv('aes-128-cbc',k,iv);d.final();return d.getAuthTag()});
t('cbc settag',()=>{const d=crypto.createDecipheriv('aes-128-cbc',k,iv);d.setAuthTag(Buffer.alloc(16))});
t('gcm iv0',()=>crypto.createCipheriv('aes-128-gcm',k,''));
t('gcm iv12 aad',()=>{const d=crypto.createCipheriv('aes-128-gcm',k,Buffer.alloc(12,3));d.setAAD(Buffer.from('a'));return [d.update('hello','utf8','hex'),d.update('x','utf8','hex'),d.final('hex'),d.getAuthTag().toString('hex')]});
t('gcm setAAD final only',()=>{const d=crypto.createCipheriv('aes-128-gcm',k,Buffer.alloc(12,3));d.setAAD(Buffer.from('a'));return [d.final('hex'),d.getAuthTag().toString('hex')]});
t('chacha',()=>{const d=crypto.createCipheriv('chacha20-poly1305',Buffer.alloc(32,1),Buffer.alloc(12,2));return [d.update('hello','utf8','hex'),d.final('hex'),d.getAuthTag().toString('hex')]});
t('chacha taglen',()=>{const d=crypto.createCipheriv('chacha20-poly1305',Buffer.alloc(32,1),Buffer.alloc(12,2),{authTagLength:16});return [d.update('hello','utf8','hex'),d.final('hex'),d.getAuthTag().toString('hex')]});
t('chacha iv8',()=>{const d=crypto.createCipheriv('chacha20-poly1305',Buffer.alloc(32,1),Buffer.alloc(8,2),{authTagLength:16});return [d.update('hello','utf8','hex'),d.final('hex'),d.getAuthTag().toString('hex')]});
t('update type',()=>crypto.createCipheriv('aes-128-cbc',k,iv).update(5));
t('enc change',()=>{const d=crypto.createCipheriv('aes-128-cbc',k,iv);d.update('a','utf8','hex');return d.final('base64')});
t('des',()=>crypto.createCipheriv('des-cbc',Buffer.alloc(8),Buffer.alloc(8)));
t('des3',()=>crypto.createCipheriv('des-ede3-cbc',Buffer.alloc(24,5),Buffer.alloc(8)).update('0123456789abcdef','utf8','hex'));
t('rc4',()=>crypto.createCipheriv('rc4',Buffer.alloc(8),''));
t('createCipher',()=>{const c=crypto.createCipher('aes192','pw');return c.update('hi','utf8','hex')+c.final('hex')});
t('createCipher gcm',()=>{const c=crypto.createCipher('aes-128-gcm','pw');return c.update('hi','utf8','hex')+c.final('hex')});
t('createCipher ctr',()=>{const c=crypto.createCipher('aes-128-ctr','pw');return c.update('hi','utf8','hex')+c.final('hex')});
t('info',()=>[crypto.getCipherInfo('aes-256-gcm'),crypto.getCipherInfo('aes128'),crypto.getCipherInfo('des-ede3-cbc'),crypto.getCipherInfo('chacha20-poly1305'),crypto.getCipherInfo('foo'),crypto.getCipherInfo('aes-128-ecb'),crypto.getCipherInfo('aes-128-gcm',{ivLength:5}),crypto.getCipherInfo('aes-128-cbc',{keyLength:5}),crypto.getCipherInfo(419),crypto.getCipherInfo('aes128-wrap'),crypto.getCipherInfo('aes-128-ctr'),crypto.getCipherInfo('aes-128-cfb8'),crypto.getCipherInfo('id-aes128-GCM')]);
t('wrap',()=>crypto.createCipheriv('aes128-wrap',k,Buffer.alloc(8,0xa6)).update(Buffer.alloc(16,9)));
t('wrap id',()=>crypto.createCipheriv('id-aes128-wrap',k,Buffer.alloc(8,0xa6)).update(Buffer.alloc(16,9)));
t('wrap odd',()=>crypto.createCipheriv('aes128-wrap',k,Buffer.alloc(8,0xa6)).update(Buffer.alloc(15,9)));
t('unwrap bad',()=>crypto.createDecipheriv('aes128-wrap',k,Buffer.alloc(8,0xa6)).update(Buffer.alloc(24,9)));
t('cfb',()=>['cfb','cfb8','ofb','ctr'].map(m=>{const c=crypto.createCipheriv('aes-128-'+m,k,iv);return c.update('hello wor','utf8','hex')+c.update('ld','utf8','hex')+c.final('hex')}));
