// crypto-js 4
const CryptoJS = require('crypto-js');
const sha256 = require('crypto-js/sha256');

module.exports = function (user, context, cb) {
  const key = CryptoJS.enc.Hex.parse('000102030405060708090a0b0c0d0e0f');
  const iv = CryptoJS.enc.Hex.parse('101112131415161718191a1b1c1d1e1f');
  const encrypted = CryptoJS.AES.encrypt('messäge', key, { iv });
  const withPassphrase = CryptoJS.AES.encrypt('secret', 'passphrase').toString();
  cb(null, {
    hashes: [CryptoJS.MD5('a'), sha256('ü'), CryptoJS.SHA3('a'), CryptoJS.RIPEMD160('a')].map(String),
    hmac: CryptoJS.enc.Base64.stringify(CryptoJS.HmacSHA256(user.email, 'key')),
    encrypted: encrypted.toString(),
    decrypted: CryptoJS.AES.decrypt(encrypted, key, { iv }).toString(CryptoJS.enc.Utf8),
    passphrase: CryptoJS.AES.decrypt(withPassphrase, 'passphrase').toString(CryptoJS.enc.Utf8),
    derived: CryptoJS.PBKDF2('password', 'salt', { keySize: 4, iterations: 10 }).toString(),
    random: CryptoJS.lib.WordArray.random(16).toString().length,
    des: CryptoJS.TripleDES.encrypt('x', key, { iv }).toString(),
  });
};
