// ipaddr.js 2
const ipaddr = require('ipaddr.js');

module.exports = function (user, context, cb) {
  cb(null, {
    kinds: ['192.168.1.1', '::1', '2001:db8::1', '::ffff:10.0.0.1', '8.8.8.8'].map((ip) => [ipaddr.parse(ip).kind(), ipaddr.parse(ip).range(), ipaddr.process(ip).toString()]),
    match: ipaddr.parse('10.1.2.3').match(ipaddr.parseCIDR('10.0.0.0/8')),
    valid: ['1.2.3.4', '1.2.3', '0x7f.1', 'fe80::1%eth0', 'nope'].map(ipaddr.isValid),
    normalized: ipaddr.parse('2001:0db8:0000::0001').toNormalizedString(),
    failure: (() => { try { ipaddr.parse('nope'); } catch (e) { return e.message; } })(),
  });
};
