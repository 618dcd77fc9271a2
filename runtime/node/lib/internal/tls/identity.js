'use strict';
// https://nodejs.org/api/tls.html#tlscheckserveridentityhostname-cert, the rules of RFC 6125.
const { fault } = require('internal/fault');
const { isIP } = require('internal/net/ip');

function mismatch(reason, host, cert) {
  return fault(Error, 'ERR_TLS_CERT_ALTNAME_INVALID', `Hostname/IP does not match certificate's altnames: ${reason}`, { reason, host, cert });
}

const labels = (name) => name.replace(/\.$/, '').toLowerCase().split('.');

// matches allows one asterisk, in the leftmost label.
function matches(host, pattern) {
  if (!pattern || /[^\u0021-\u007f]/.test(pattern)) return false;
  const [want, have] = [labels(pattern), labels(host)];
  if (want.length !== have.length || want.some((label) => label === '')) return false;
  for (let i = want.length - 1; i > 0; i--) if (want[i] !== have[i]) return false;
  const [before, after, ...more] = want[0].split('*');
  if (after === undefined) return want[0] === have[0];
  if (more.length > 0 || want[0].includes('xn--') || want.length <= 2) return false;
  return have[0].length >= before.length + after.length && have[0].startsWith(before) && have[0].endsWith(after);
}

function checkServerIdentity(host, cert) {
  host = `${host}`;
  const names = cert.subjectaltname ? cert.subjectaltname.split(', ') : [];
  const dns = names.filter((n) => n.startsWith('DNS:')).map((n) => n.slice(4));
  const addresses = names.filter((n) => n.startsWith('IP Address:')).map((n) => n.slice(11));
  const plain = host.replace(/\.$/, '');
  if (isIP(plain)) {
    if (addresses.includes(plain)) return undefined;
    return mismatch(`IP: ${plain} is not in the cert's list: ${addresses.join(', ')}`, host, cert);
  }
  const subject = cert.subject || {};
  if (dns.length > 0) {
    if (dns.some((pattern) => matches(plain, pattern))) return undefined;
    return mismatch(`Host: ${plain}. is not in the cert's altnames: ${cert.subjectaltname}`, host, cert);
  }
  const common = [].concat(subject.CN || []);
  if (common.length === 0) return mismatch('Cert does not contain a DNS name', host, cert);
  if (common.some((pattern) => matches(plain, pattern))) return undefined;
  return mismatch(`Host: ${plain}. is not cert's CN: ${subject.CN}`, host, cert);
}

module.exports = { checkServerIdentity };
