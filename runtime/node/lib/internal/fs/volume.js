'use strict';
// The files that a script finds: those of its bundle, which are read only, and a
// folder /tmp in memory that ends with the run. Nothing of the host is in it.
const { systemError } = require('internal/os/errors');
const binding = internalBinding('fs');

const maxBytes = binding.maxBytes; // of all files in /tmp
const maxNodes = 1000; // files and folders in it
const folder = 0o040000;
const regular = 0o100000;
const writable = (path) => path === '/tmp' || path.startsWith('/tmp/');

let used = 0;
let nodes = 0;
let inode = 1;

// A Node is a file or a folder. entries is set for a folder, bytes for a file.
class Node {
  constructor(mode) {
    this.mode = mode;
    this.ino = inode++;
    this.atime = this.mtime = this.ctime = this.birthtime = Date.now();
    if (this.isFolder) this.entries = new Map();
    else {
      this.bytes = new Uint8Array(0);
      this.size = 0;
    }
  }

  get isFolder() {
    return (this.mode & 0o170000) === folder;
  }

  get data() {
    return this.bytes.subarray(0, this.size);
  }
}

const root = new Node(folder | 0o555);
root.entries.set('tmp', new Node(folder | 0o777));
const dev = new Node(folder | 0o555);
dev.entries.set('null', new Node(0o020000 | 0o666));
root.entries.set('dev', dev);
for (const path of binding.paths()) mount(path);

// mount makes a file of the bundle, whose bytes are fetched when first read.
function mount(path) {
  const parts = path.split('/').filter((part) => part !== '');
  const name = parts.pop();
  let at = root;
  for (const part of parts) {
    if (!at.entries.has(part)) at.entries.set(part, new Node(folder | 0o555));
    at = at.entries.get(part);
  }
  const node = new Node(regular | 0o444);
  node.size = binding.size(path);
  Object.defineProperty(node, 'bytes', {
    configurable: true,
    get() {
      const value = new Uint8Array(binding.read(path));
      Object.defineProperty(node, 'bytes', { value, writable: true });
      return value;
    },
  });
  at.entries.set(name, node);
}

const normal = (path) => {
  const full = require('path').resolve('/', path);
  return path.length > 1 && path.endsWith('/') && full !== '/' ? `${full}/` : full;
};

// find returns the node at a path, or throws as the system call would. shown is the
// path that the error names.
function find(path, syscall, dest, shown = path) {
  if (path === '') throw systemError('ENOENT', syscall, path, dest);
  const full = normal(path);
  let node = root;
  for (const part of full.split('/').slice(1)) {
    if (part === '' && node === root) continue;
    if (!node.isFolder) throw systemError('ENOTDIR', syscall, shown, dest);
    if (part === '') continue;
    node = node.entries.get(part);
    if (node === undefined) throw systemError('ENOENT', syscall, shown, dest);
  }
  return node;
}

function exists(path) {
  try {
    return find(path, 'access');
  } catch {
    return undefined;
  }
}

// place returns the folder of a path, and the name in it. It must be one in which the
// script may write.
function place(path, syscall, dest) {
  const full = require('path').resolve('/', path);
  const { dir, base } = require('path').parse(full);
  const parent = find(dir, syscall, dest, path);
  if (!parent.isFolder) throw systemError('ENOTDIR', syscall, path, dest);
  if (!writable(full) || full === '/tmp') throw systemError(full === '/tmp' ? 'EBUSY' : 'EACCES', syscall, path, dest);
  return { parent, name: base };
}

function add({ parent, name }, mode, syscall, path) {
  if (nodes >= maxNodes) throw systemError('ENOSPC', syscall, path);
  nodes++;
  const node = new Node(mode);
  parent.entries.set(name, node);
  parent.mtime = Date.now();
  return node;
}

function drop({ parent, name }) {
  const node = parent.entries.get(name);
  parent.entries.delete(name);
  parent.mtime = Date.now();
  nodes--;
  if (!node.isFolder) used -= node.bytes.length;
}

// resize gives a file room for size bytes, and that length.
function resize(node, size, syscall) {
  if (size > node.bytes.length) {
    const room = Math.min(Math.max(size, node.bytes.length * 2), size + 65536);
    if (used + room - node.bytes.length > maxBytes) throw systemError('ENOSPC', syscall);
    const bytes = new Uint8Array(room);
    bytes.set(node.data);
    used += room - node.bytes.length;
    node.bytes = bytes;
  } else node.bytes.fill(0, Math.min(size, node.size));
  node.size = size;
  node.mtime = node.ctime = Date.now();
}

const free = () => maxBytes - used;

module.exports = { root, folder, regular, maxBytes, find, exists, place, add, drop, resize, free, writable };
