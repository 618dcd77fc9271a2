'use strict';
// What the functions of fs do, without callbacks: https://nodejs.org/docs/latest-v20.x/api/fs.html
const { fault, checkInteger } = require('internal/fault');
const { Buffer } = require('buffer');
const { systemError } = require('internal/os/errors');
const { Stats, Dirent } = require('internal/fs/types');
const volume = require('internal/fs/volume');
const { toPath, toOptions, toFlags, toMode, toTime, toBytes, toDescriptor } = require('internal/fs/check');
const paths = require('path');

const { find, exists, place, add, drop, resize } = volume;
const [O_WRONLY, O_RDWR, O_CREAT, O_EXCL, O_TRUNC, O_APPEND, O_DIRECTORY] = [1, 2, 64, 128, 512, 1024, 65536];
const maxOpen = 256;
const open = new Map(); // the descriptors
let nextDescriptor = 20;

function opened(fd, syscall) {
  const file = open.get(toDescriptor(fd));
  if (file === undefined) throw systemError('EBADF', syscall);
  return file;
}

const isDevice = (node) => (node.mode & 0o170000) === 0o020000;

function openSync(path, flag, mode) {
  path = toPath(path);
  const flags = toFlags(flag);
  mode = toMode(mode, 0o666);
  if (open.size >= maxOpen) throw systemError('EMFILE', 'open', path);
  const writes = (flags & (O_WRONLY | O_RDWR)) !== 0;
  let node = exists(path);
  if (node === undefined && flags & O_CREAT) {
    node = add(place(path, 'open'), volume.regular | (mode & 0o777 & ~0o22), 'open', path);
  } else {
    if (node !== undefined && flags & O_EXCL && flags & O_CREAT) throw systemError('EEXIST', 'open', path);
    node = find(path, 'open');
    if (writes && !isDevice(node)) {
      if (node.isFolder) throw systemError('EISDIR', 'open', path);
      place(path, 'open');
    }
    if (flags & O_DIRECTORY && !node.isFolder) throw systemError('ENOTDIR', 'open', path);
  }
  if (writes && flags & O_TRUNC && !isDevice(node)) resize(node, 0, 'open');
  const fd = nextDescriptor++;
  open.set(fd, { node, path, at: 0, reads: (flags & 3) !== O_WRONLY, writes, appends: (flags & O_APPEND) !== 0 });
  return fd;
}

function closeSync(fd) {
  opened(fd, 'close');
  open.delete(fd);
}

// readSync takes (fd, buffer, options), (fd, buffer, offset, length, position).
function readSync(fd, buffer, offset, length, position) {
  const file = opened(fd, 'read');
  const target = toBytes(buffer, undefined, 'buffer');
  if (offset !== null && typeof offset === 'object') ({ offset, length, position } = offset);
  offset ??= 0;
  length ??= target.length - offset;
  checkInteger(offset, 'offset', 0, Number.MAX_SAFE_INTEGER);
  checkInteger(length, 'length', 0, Math.max(0, target.length - offset));
  if (!file.reads) throw systemError('EBADF', 'read');
  if (file.node.isFolder) throw systemError('EISDIR', 'read');
  const own = position === null || position === undefined || position < 0;
  const at = own ? file.at : Number(position);
  const part = file.node.data.subarray(at, at + length);
  target.set(part, offset);
  if (own) file.at += part.length;
  return part.length;
}

// writeSync takes (fd, buffer, offset, length, position) and (fd, string, position, encoding).
function writeSync(fd, data, ...rest) {
  if (fd === 1 || fd === 2) {
    process[fd === 1 ? 'stdout' : 'stderr'].write(typeof data === 'string' ? data : Buffer.from(data).toString());
    return data.length;
  }
  const file = opened(fd, 'write');
  let [offset, length, position] = rest;
  let bytes;
  if (typeof data === 'string') {
    bytes = toBytes(data, rest[1]);
    [position] = rest;
  } else {
    if (offset !== null && typeof offset === 'object') ({ offset, length, position } = offset);
    bytes = toBytes(data, undefined, 'buffer');
    offset ??= 0;
    checkInteger(offset, 'offset', 0, bytes.length);
    length ??= bytes.length - offset;
    checkInteger(length, 'length', 0, bytes.length - offset);
    bytes = bytes.subarray(offset, offset + length);
  }
  return write(file, bytes, position);
}

function write(file, bytes, position) {
  const { node } = file;
  if (!file.writes) throw systemError('EBADF', 'write');
  if (isDevice(node)) return bytes.length;
  const own = typeof position !== 'number' || file.appends;
  let at = own ? file.at : position;
  if (file.appends) at = node.size;
  if (at + bytes.length > node.size) resize(node, at + bytes.length, 'write');
  node.bytes.set(bytes, at);
  node.mtime = Date.now();
  if (own) file.at = at + bytes.length;
  return bytes.length;
}

const total = (fd, list, position, one) => {
  let done = 0;
  for (const part of list) done += one(fd, part, 0, part.byteLength, typeof position === 'number' ? position + done : null);
  return done;
};
const readvSync = (fd, list, position) => total(fd, list, position, readSync);
const writevSync = (fd, list, position) => total(fd, list, position, writeSync);

const decoded = (bytes, encoding) => (encoding && encoding !== 'buffer' ? bytes.toString(encoding) : bytes);

function readFileSync(path, options) {
  const { encoding, flag } = toOptions(options, { flag: 'r' });
  if (typeof path === 'number') {
    const file = opened(path, 'read');
    if (file.node.isFolder) throw systemError('EISDIR', 'read');
    const rest = file.node.data.subarray(file.at);
    file.at = file.node.size;
    return decoded(Buffer.from(rest), encoding);
  }
  path = toPath(path);
  toFlags(flag);
  const node = find(path, 'open');
  if (node.isFolder) throw systemError('EISDIR', 'read');
  return decoded(Buffer.from(node.data), encoding);
}

function writeFileSync(path, data, options) {
  const { encoding, flag, mode } = toOptions(options, { encoding: 'utf8', mode: 0o666, flag: 'w' });
  const bytes = toBytes(data, encoding);
  if (typeof path === 'number') return void write(opened(path, 'write'), bytes);
  const fd = openSync(path, flag, mode);
  try {
    write(open.get(fd), bytes);
  } finally {
    closeSync(fd);
  }
  return undefined;
}

const appendFileSync = (path, data, options) => writeFileSync(path, data, { flag: 'a', ...toOptions(options, { encoding: 'utf8' }) });

function accessSync(path, mode = 0) {
  path = toPath(path);
  const node = find(path, 'access');
  const full = paths.resolve('/', path);
  if ((mode & 2 && !volume.writable(full) && !isDevice(node)) || (mode & 1 && !node.isFolder && !(node.mode & 0o111))) {
    throw systemError('EACCES', 'access', path);
  }
}

function existsSync(path) {
  try {
    return exists(toPath(path)) !== undefined;
  } catch {
    return false;
  }
}

// stat makes statSync and lstatSync, which are the same: there are no links.
const stat = (syscall) => (path, options = {}) => {
  path = toPath(path);
  const { bigint = false, throwIfNoEntry = true } = options || {};
  if (!throwIfNoEntry && exists(path) === undefined) return undefined;
  return new Stats(find(path, syscall), bigint);
};
const fstatSync = (fd, options) => new Stats(opened(fd, 'fstat').node, Boolean(options && options.bigint));

function statfsSync(path) {
  find(toPath(path), 'statfs');
  const blocks = Math.ceil(volume.maxBytes / 4096);
  const bfree = Math.floor(volume.free() / 4096);
  return { type: 0x01021994, bsize: 4096, blocks, bfree, bavail: bfree, files: 1000, ffree: 1000 };
}

function mkdirSync(path, options) {
  path = toPath(path);
  const { recursive = false, mode } = typeof options === 'object' && options !== null ? options : { mode: options };
  const bits = volume.folder | (toMode(mode, 0o777) & 0o777 & ~0o22);
  if (!recursive) {
    if (exists(path)) throw systemError('EEXIST', 'mkdir', path);
    add(place(path, 'mkdir'), bits, 'mkdir', path);
    return undefined;
  }
  let first;
  let at = '/';
  for (const part of paths.resolve('/', path).split('/').filter(Boolean)) {
    at = paths.join(at, part);
    const node = exists(at);
    if (node === undefined) {
      add(place(at, 'mkdir', undefined), bits, 'mkdir', path);
      first ??= at;
    } else if (!node.isFolder) throw systemError(at === paths.resolve('/', path) ? 'EEXIST' : 'ENOTDIR', 'mkdir', path);
  }
  return first;
}

function mkdtempSync(prefix, options) {
  prefix = toPath(prefix, 'prefix');
  const letters = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';
  const random = Array.from({ length: 6 }, () => letters[Math.floor(Math.random() * letters.length)]).join('');
  const path = prefix + random;
  try {
    mkdirSync(path, 0o700);
  } catch (err) {
    throw err.code ? systemError(err.code, 'mkdtemp', `${prefix}XXXXXX`) : err;
  }
  return decoded(Buffer.from(path), toOptions(options, { encoding: 'utf8' }).encoding);
}

function readdirSync(path, options) {
  path = toPath(path);
  const { encoding, withFileTypes, recursive } = toOptions(options, { encoding: 'utf8' });
  const node = find(path, 'scandir');
  if (!node.isFolder) throw systemError('ENOTDIR', 'scandir', path);
  const result = [];
  const walk = (dir, inside, at) => {
    for (const [name, child] of [...dir.entries].sort(([a], [b]) => (a < b ? -1 : 1))) {
      const shown = recursive && !withFileTypes ? paths.join(inside, name) : name;
      result.push(withFileTypes ? new Dirent(decoded(Buffer.from(name), encoding), at, child.mode) : decoded(Buffer.from(shown), encoding));
      if (recursive && child.isFolder) walk(child, paths.join(inside, name), paths.join(at, name));
    }
  };
  walk(node, '', path);
  return result;
}

function unlinkSync(path) {
  path = toPath(path);
  const node = find(path, 'unlink');
  const spot = place(path, 'unlink');
  if (node.isFolder) throw systemError('EISDIR', 'unlink', path);
  drop(spot);
}

function rmdirSync(path, options) {
  path = toPath(path);
  if (options && options.recursive) return rmSync(path, { recursive: true });
  const node = find(path, 'rmdir');
  if (!node.isFolder) throw systemError('ENOTDIR', 'rmdir', path);
  const spot = place(path, 'rmdir');
  if (node.entries.size > 0) throw systemError('ENOTEMPTY', 'rmdir', path);
  drop(spot);
  return undefined;
}

function rmSync(path, options) {
  path = toPath(path);
  const { force = false, recursive = false } = options || {};
  const node = exists(path);
  if (node === undefined && force) return;
  if (find(path, 'lstat').isFolder && !recursive) {
    throw fault(Error, 'ERR_FS_EISDIR', `Path is a directory: rm returned EISDIR (is a directory) ${path}`,
      { errno: 21, syscall: 'rm', path, name: 'SystemError' });
  }
  const spot = place(path, 'rm');
  const empty = (at) => {
    for (const [name, child] of at.entries || []) {
      empty(child);
      drop({ parent: at, name });
    }
  };
  empty(node);
  drop(spot);
}

function renameSync(from, to) {
  from = toPath(from, 'oldPath');
  to = toPath(to, 'newPath');
  const node = find(from, 'rename', to);
  const source = place(from, 'rename', to);
  const target = place(to, 'rename', from === to ? undefined : to);
  const old = target.parent.entries.get(target.name);
  if (old === node) return;
  if (paths.resolve('/', to).startsWith(`${paths.resolve('/', from)}/`)) throw systemError('EINVAL', 'rename', from, to);
  if (old && old.isFolder !== node.isFolder) throw systemError(old.isFolder ? 'EISDIR' : 'ENOTDIR', 'rename', from, to);
  if (old && old.isFolder && old.entries.size > 0) throw systemError('ENOTEMPTY', 'rename', from, to);
  if (old) drop(target);
  source.parent.entries.delete(source.name);
  target.parent.entries.set(target.name, node);
}

function copyFileSync(from, to, mode = 0) {
  from = toPath(from, 'src');
  to = toPath(to, 'dest');
  const node = find(from, 'copyfile', to);
  if (node.isFolder) throw systemError('EISDIR', 'copyfile', from, to);
  if (mode & 1 && exists(to)) throw systemError('EEXIST', 'copyfile', from, to);
  if (exists(to) === undefined) place(to, 'copyfile', to);
  writeFileSync(to, Uint8Array.from(node.data), { mode: node.mode & 0o777 });
}

function cpSync(from, to, options) {
  from = toPath(from, 'src');
  to = toPath(to, 'dest');
  const { recursive = false, force = true, errorOnExist = false } = options || {};
  const node = find(from, 'cp', to);
  if (!node.isFolder) {
    if (exists(to) && !force) {
      if (errorOnExist) throw systemError('EEXIST', 'cp', to);
      return;
    }
    mkdirSync(paths.dirname(to), { recursive: true });
    copyFileSync(from, to);
    return;
  }
  if (!recursive) throw systemError('EISDIR', 'cp', from, to);
  if (`${paths.resolve('/', to)}/`.startsWith(`${paths.resolve('/', from)}/`)) throw systemError('EINVAL', 'cp', from, to);
  mkdirSync(to, { recursive: true });
  for (const name of node.entries.keys()) cpSync(paths.join(from, name), paths.join(to, name), options);
}

function truncateSync(path, length = 0) {
  if (typeof path === 'number') return ftruncateSync(path, length);
  path = toPath(path);
  const node = find(path, 'open');
  place(path, 'open');
  resize(node, length || 0, 'ftruncate');
  return undefined;
}

function ftruncateSync(fd, length = 0) {
  checkInteger(length ?? 0, 'len', Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER);
  const file = opened(fd, 'ftruncate');
  if (!file.writes) throw systemError('EINVAL', 'ftruncate');
  resize(file.node, Math.max(0, length ?? 0), 'ftruncate');
}

function realpathSync(path, options) {
  path = toPath(path);
  find(path, 'lstat');
  return decoded(Buffer.from(paths.resolve('/', path)), toOptions(options, { encoding: 'utf8' }).encoding);
}

// change makes the functions that set what a file says of itself.
const change = (syscall, set) => (path, ...args) => {
  path = toPath(path);
  const node = find(path, syscall);
  place(path, syscall);
  set(node, ...args);
};
const fchange = (syscall, set) => (fd, ...args) => set(opened(fd, syscall).node, ...args);
const chmod = (node, mode) => { node.mode = (node.mode & 0o170000) | (toMode(mode, 0) & 0o7777); };
const chown = (node, uid, gid) => {
  checkInteger(uid, 'uid', -1, 2 ** 32 - 1);
  checkInteger(gid, 'gid', -1, 2 ** 32 - 1);
};
const utimes = (node, atime, mtime) => Object.assign(node, { atime: toTime(atime), mtime: toTime(mtime) });

function link(syscall) {
  return (from, to) => {
    throw systemError('EPERM', syscall, toPath(from, syscall === 'link' ? 'existingPath' : 'target'), toPath(to, 'path'));
  };
}

function readlinkSync(path) {
  path = toPath(path);
  find(path, 'readlink');
  throw systemError('EINVAL', 'readlink', path);
}

const fsyncSync = (fd) => void opened(fd, 'fsync');

module.exports = {
  access: accessSync, appendFile: appendFileSync, chmod: change('chmod', chmod), chown: change('chown', chown), close: closeSync,
  copyFile: copyFileSync, cp: cpSync, fchmod: fchange('fchmod', chmod), fchown: fchange('fchown', chown), fdatasync: fsyncSync,
  fstat: fstatSync, fsync: fsyncSync, ftruncate: ftruncateSync, futimes: fchange('futime', utimes), lchown: change('lchown', chown),
  link: link('link'), lstat: stat('lstat'), lutimes: change('lutime', utimes), mkdir: mkdirSync, mkdtemp: mkdtempSync, open: openSync,
  read: readSync, readFile: readFileSync, readdir: readdirSync, readlink: readlinkSync, readv: readvSync, realpath: realpathSync,
  rename: renameSync, rm: rmSync, rmdir: rmdirSync, stat: stat('stat'), statfs: statfsSync, symlink: link('symlink'),
  truncate: truncateSync, unlink: unlinkSync, utimes: change('utime', utimes), write: writeSync, writeFile: writeFileSync,
  writev: writevSync, exists: existsSync,
};
