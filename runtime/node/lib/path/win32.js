'use strict';
// https://nodejs.org/docs/latest-v20.x/api/path.html#windows-vs-posix
const { wrongType } = require('internal/fault');

function checkString(value, name) {
  if (typeof value !== 'string') throw wrongType(name, 'of type string', value);
}

const slash = /[\\/]/;

// split takes a path apart: the device ("C:", "\\\\server\\share"), whether it is
// absolute, how long its root is in the text, and the rest.
function split(path) {
  const unc = /^[\\/]{2}([^\\/]+)[\\/]+([^\\/]+)(?:[\\/]|$)/.exec(path);
  if (unc) {
    const bare = unc[0].length - (slash.test(unc[0].at(-1)) ? 1 : 0);
    return { device: `\\\\${unc[1]}\\${unc[2]}`, absolute: true, root: unc[0].length, bare, rest: path.slice(unc[0].length) };
  }
  const device = /^[A-Za-z]:/.test(path) ? path.slice(0, 2) : '';
  const absolute = slash.test(path[device.length] || '');
  const root = device.length + (absolute ? 1 : 0);
  return { device, absolute, root, bare: device.length, rest: path.slice(root) };
}

// fold resolves "." and "..". What would lead above the root stays unless absolute.
function fold(rest, absolute) {
  const parts = [];
  for (const part of rest.split(/[\\/]+/)) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.length > 0 && parts.at(-1) !== '..') parts.pop();
    else if (!absolute) parts.push('..');
  }
  return parts.join('\\');
}

function normalize(path) {
  checkString(path, 'path');
  if (path === '') return '.';
  const { device, absolute, rest } = split(path);
  let tail = fold(rest, absolute);
  if (tail === '' && !absolute) tail = '.';
  if (tail !== '' && slash.test(path.at(-1))) tail += '\\';
  if (!absolute) return device === '' ? tail : device + tail;
  return `${device}\\${tail}`;
}

function isAbsolute(path) {
  checkString(path, 'path');
  return slash.test(path[0] || '') || /^[A-Za-z]:[\\/]/.test(path);
}

function join(...names) {
  for (const name of names) checkString(name, 'path');
  const used = names.filter((name) => name !== '');
  if (used.length === 0) return '.';
  let joined = used.join('\\');
  // Only a first part that begins with exactly two slashes and a name makes a UNC path.
  if (!/^[\\/]{2}[^\\/]/.test(used[0])) joined = joined.replace(/^[\\/]{2,}/, '\\');
  return normalize(joined);
}

function resolve(...names) {
  let [device, tail, absolute] = ['', '', false];
  for (let i = names.length - 1; i >= -1; i--) {
    const path = i >= 0 ? names[i] : `${device}\\`;
    if (i >= 0) checkString(path, `paths[${i}]`);
    if (path === '') continue;
    const part = split(path);
    if (part.device !== '') {
      if (device !== '' && part.device.toLowerCase() !== device.toLowerCase()) continue;
      if (device === '') device = part.device;
    }
    if (!absolute) {
      tail = `${part.rest}\\${tail}`;
      absolute = part.absolute;
    }
    if (absolute && device !== '') break;
  }
  tail = fold(tail, absolute);
  return absolute ? `${device}\\${tail}` : device + tail || '.';
}

function relative(from, to) {
  checkString(from, 'from');
  checkString(to, 'to');
  if (from === to) return '';
  const [a, b] = [resolve(from), resolve(to)];
  if (a.toLowerCase() === b.toLowerCase()) return '';
  const [x, y] = [a, b].map((path) => path.replace(/^\\+|\\+$/g, '').split('\\'));
  let same = 0;
  while (same < x.length && same < y.length && x[same].toLowerCase() === y[same].toLowerCase()) same++;
  if (same === 0 || (a.startsWith('\\\\') && same < 2)) return b;
  return [...x.slice(same).map(() => '..'), ...y.slice(same)].join('\\');
}

function dirname(path) {
  checkString(path, 'path');
  if (path === '') return '.';
  const { root, rest, bare, device } = split(path);
  const trimmed = rest.replace(/[\\/]+$/, '');
  const cut = trimmed.search(/[\\/][^\\/]*$/);
  if (cut >= 0) return path.slice(0, root) + trimmed.slice(0, cut).replace(/[\\/]+$/, '') || path.slice(0, root);
  if (root > 0) return device.startsWith('\\\\') && rest === '' ? path : path.slice(0, root);
  return bare > 0 ? device : '.';
}

function basename(path, suffix) {
  if (suffix !== undefined) checkString(suffix, 'suffix');
  checkString(path, 'path');
  if (path === suffix) return '';
  const base = path.replace(/^[A-Za-z]:/, '').replace(/[\\/]+$/, '').split(slash).at(-1);
  return suffix !== undefined && base !== suffix && base.endsWith(suffix) ? base.slice(0, base.length - suffix.length) : base;
}

function extname(path) {
  checkString(path, 'path');
  const base = basename(path);
  const dot = base.lastIndexOf('.');
  return dot <= 0 || base === '..' ? '' : base.slice(dot);
}

function parse(path) {
  checkString(path, 'path');
  const { root } = split(path);
  const base = path.length > root ? basename(path.slice(root)) : '';
  const ext = extname(base);
  let dir = path.slice(0, root);
  const trimmed = path.slice(root).replace(/[\\/]+$/, '');
  if (trimmed.length > base.length) dir += trimmed.slice(0, trimmed.length - base.length - 1);
  return { root: path.slice(0, root), dir, base, ext, name: ext === '' ? base : base.slice(0, -ext.length) };
}

function format(parts) {
  if (parts === null || typeof parts !== 'object') throw wrongType('pathObject', 'of type object', parts);
  const { ext } = parts;
  const base = parts.base || `${parts.name || ''}${ext && ext[0] !== '.' ? `.${ext}` : ext || ''}`;
  const dir = parts.dir || parts.root;
  if (!dir) return base;
  return dir === parts.root ? `${dir}${base}` : `${dir}\\${base}`;
}

function toNamespacedPath(path) {
  if (typeof path !== 'string' || path === '') return path;
  const full = resolve(path);
  if (/^\\\\[^?.]/.test(full)) return `\\\\?\\UNC\\${full.slice(2)}`;
  return /^[A-Za-z]:\\/.test(full) ? `\\\\?\\${full}` : path;
}

module.exports = {
  resolve, normalize, isAbsolute, join, relative, toNamespacedPath, dirname, basename, extname, format, parse,
  get posix() { return require('path'); },
  get win32() { return module.exports; },
  sep: '\\', delimiter: ';', _makeLong: toNamespacedPath,
};
