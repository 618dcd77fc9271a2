'use strict';
// https://nodejs.org/docs/latest-v20.x/api/stream.html#streamduplexpairoptions
const { Duplex } = require('stream');

// A Side reads what the other writes. A write is done when the other side reads on.
class Side extends Duplex {
  #other;
  #written;

  static join(a, b) {
    a.#other = b;
    b.#other = a;
  }

  _read() {
    const done = this.#written;
    this.#written = undefined;
    if (done) done();
  }

  _write(chunk, encoding, done) {
    if (chunk.length === 0) process.nextTick(done);
    else {
      this.#other.#written = done;
      this.#other.push(chunk);
    }
  }

  _final(done) {
    this.#other.on('end', done);
    this.#other.push(null);
  }
}

function duplexPair(options) {
  const sides = [new Side(options), new Side(options)];
  Side.join(...sides);
  return sides;
}

module.exports = { duplexPair };
