'use strict';
// The stream classes: https://nodejs.org/docs/latest-v20.x/api/zlib.html#class-zlibzlibbase
const { Transform, finished } = require('stream');
const { Buffer } = require('buffer');
const { constants } = require('internal/zlib/constants');
const { read, within } = require('internal/zlib/options');
const binding = internalBinding('zlib');

const flushFlag = Symbol('flush');
const state = Symbol('state');

// flushes are empty chunks that carry a flush through the queue of writes.
const flushes = new Map();
function flushChunk(kind) {
  if (!flushes.has(kind)) flushes.set(kind, Object.assign(Buffer.alloc(0), { [flushFlag]: kind }));
  return flushes.get(kind);
}

function inherit(Class, Base) {
  Object.setPrototypeOf(Class.prototype, Base.prototype);
  Object.setPrototypeOf(Class, Base);
}

function ZlibBase(options, settings) {
  if (options && (options.encoding || options.objectMode || options.writableObjectMode)) {
    options = { ...options, encoding: null, objectMode: false, writableObjectMode: false };
  }
  Transform.call(this, { autoDestroy: true, ...options });
  Object.defineProperty(this, state, { value: { settings, handle: binding.open(settings.native), pending: 0 } });
  this.bytesWritten = 0;
}
inherit(ZlibBase, Transform);

Object.defineProperty(ZlibBase.prototype, '_closed', {
  configurable: true,
  get() {
    return this[state].handle === null;
  },
});

Object.defineProperty(ZlibBase.prototype, 'bytesRead', {
  configurable: true,
  get() {
    return this.bytesWritten;
  },
  set(value) {
    this.bytesWritten = value;
  },
});

ZlibBase.prototype.reset = function () {
  const self = this[state];
  if (self.handle === null) throw new Error('zlib binding closed');
  self.handle.close();
  self.handle = binding.open(self.settings.native);
};

ZlibBase.prototype._flush = function (callback) {
  const { settings, handle } = this[state];
  if (handle === null) callback();
  // A decoder is told the end in any case; whether it may come too early is an option.
  else step(this, Buffer.alloc(0), decodes(settings) ? settings.finish : settings.finishFlush, callback);
};

ZlibBase.prototype._final = function (callback) {
  callback();
};

// flush(kind, callback) writes out what was compressed so far.
ZlibBase.prototype.flush = function (kind, callback) {
  if (typeof kind === 'function' || (kind === undefined && !callback)) {
    callback = kind;
    kind = this[state].settings.full;
  }
  if (this.writableFinished) {
    if (callback) process.nextTick(callback);
  } else if (this.writableEnded) {
    if (callback) this.once('end', callback);
  } else {
    this.write(flushChunk(kind), '', callback);
  }
};

ZlibBase.prototype.close = function (callback) {
  if (callback) finished(this, callback);
  this.destroy();
};

ZlibBase.prototype._destroy = function (err, callback) {
  const self = this[state];
  if (self.handle !== null) self.handle.close();
  self.handle = null;
  callback(err);
};

ZlibBase.prototype._transform = function (chunk, encoding, callback) {
  const kind = chunk[flushFlag];
  step(this, chunk, typeof kind === 'number' ? kind : this[state].settings.flush, callback);
};

const decodes = ({ native }) => /^(gunzip|inflate|inflateraw|unzip|brotlidecompress)$/.test(native.mode);

// what the binding calls a flush of that kind.
function flushName(settings, kind) {
  if (kind === settings.finish) return 'finish';
  return kind === 0 || kind === constants.Z_BLOCK ? '' : 'flush';
}

// step writes a chunk and pushes what comes out, as fast as it is read.
function step(stream, chunk, kind, callback) {
  const { handle, settings } = stream[state];
  if (handle === null) {
    process.nextTick(callback);
    return;
  }
  const piece = (err, output, more) => {
    if (stream.destroyed) return;
    if (err) {
      stream.destroy(err);
      return;
    }
    const full = output.byteLength > 0 && !stream.push(Buffer.from(output));
    if (!more) callback();
    else if (full) whenRead(stream, () => handle.next(piece));
    else if (!stream.destroyed) handle.next(piece);
  };
  handle.write(chunk, flushName(settings, kind), piece);
  stream.bytesWritten += chunk.byteLength;
}

// whenRead goes on when the reader asks for more.
function whenRead(stream, go) {
  const original = stream._read;
  stream._read = function (size) {
    stream._read = original;
    if (!stream.destroyed) go();
    original.call(stream, size);
  };
}

function Zlib(options, settings) {
  ZlibBase.call(this, options, settings);
}
inherit(Zlib, ZlibBase);

// params is checked and waits for its turn. The level stays what it was: the data are
// as good, and Go's encoder cannot change it.
Zlib.prototype.params = function (level, strategy, callback) {
  within(level, 'level', -1, 9);
  within(strategy, 'strategy', 0, 4);
  this.flush(constants.Z_SYNC_FLUSH, callback);
};

function Brotli(options, settings) {
  ZlibBase.call(this, options, settings);
}
inherit(Brotli, Zlib);

// make makes the class of a mode, callable without new.
function make(name, Base) {
  const Class = function (options) {
    if (!(this instanceof Class)) return new Class(options);
    Base.call(this, options, read(name.toLowerCase(), options));
  };
  Object.defineProperty(Class, 'name', { value: name });
  inherit(Class, Base);
  return Class;
}

for (const name of ['Deflate', 'Inflate', 'Gzip', 'Gunzip', 'DeflateRaw', 'InflateRaw', 'Unzip']) {
  exports[name] = make(name, Zlib);
}
exports.BrotliCompress = make('BrotliCompress', Brotli);
exports.BrotliDecompress = make('BrotliDecompress', Brotli);
