'use strict';
// net.isIP and its like: https://nodejs.org/api/net.html#netisipinput
const octet = '(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)';
const v4 = new RegExp(`^(?:${octet}\\.){3}${octet}$`);

const isIPv4 = (s) => v4.test(`${s}`);

// isIPv6 reads RFC 4291, 2.2, with or without a zone.
function isIPv6(s) {
  s = `${s}`;
  if (s.length > 100) return false;
  const zone = s.indexOf('%');
  if (zone >= 0) {
    if (!/^[0-9a-zA-Z.:-]+$/.test(s.slice(zone + 1))) return false;
    s = s.slice(0, zone);
  }
  const halves = s.split('::');
  if (halves.length > 2) return false;
  let count = 0;
  for (let i = 0; i < halves.length; i++) {
    if (halves[i] === '') {
      if (halves.length === 1) return false;
      continue;
    }
    const groups = halves[i].split(':');
    for (let k = 0; k < groups.length; k++) {
      const last = i === halves.length - 1 && k === groups.length - 1;
      if (last && isIPv4(groups[k])) count += 2;
      else if (/^[0-9a-fA-F]{1,4}$/.test(groups[k])) count++;
      else return false;
    }
  }
  return halves.length === 2 ? count < 8 : count === 8;
}

function isIP(s) {
  if (isIPv4(s)) return 4;
  return isIPv6(s) ? 6 : 0;
}

module.exports = { isIP, isIPv4, isIPv6 };
