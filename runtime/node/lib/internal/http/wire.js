'use strict';
// A request over a socket of the script's own choice: an agent with connections of its
// own, an upgrade, CONNECT, certificates of the script. It is to ClientRequest what an
// exchange of the platform is.
const { fault } = require('internal/fault');
const { Parser } = require('internal/http/parser');

const ignore = () => {};

class Wire {
  #request;
  #head;
  #chunked;
  #socket = null;
  #waiting = []; // what is to be written once there is a socket
  #pieces = []; // of the body that were not read yet
  #reader = null;
  #parser;
  #message = null;
  #trailers = null; // set at the end of the response
  #ended = false; // whether the request was sent in full
  #done = false;

  // head is the text of request line and headers.
  constructor(request, head, chunked) {
    this.#request = request;
    this.#head = head;
    this.#chunked = chunked;
    this.#parser = new Parser({
      head: (message) => this.#onHead(message),
      body: (bytes) => this.#pieces.push(bytes),
      end: (trailers) => (this.#trailers = trailers),
    });
  }

  // attach gives it the socket.
  attach(socket) {
    this.#socket = socket;
    socket.on('data', this.#onData);
    socket.on('end', this.#onEnd);
    socket.on('error', this.#onError);
    socket.on('close', this.#onClose);
    socket.on('drain', this.#onDrain);
    socket.write(this.#head, 'latin1');
    for (const write of this.#waiting.splice(0)) write();
    if (socket.isPaused && socket.isPaused()) socket.resume();
  }

  #detach() {
    const socket = this.#socket;
    if (this.#done) return;
    this.#done = true;
    if (!socket) return;
    for (const [event, listener] of [['data', this.#onData], ['end', this.#onEnd], ['close', this.#onClose], ['drain', this.#onDrain]]) {
      socket.removeListener(event, listener);
    }
    for (const listener of [this.#onError, ignore]) socket.removeListener('error', listener);
    socket.on('error', ignore); // of what is still being written when the answer has ended
  }

  write(chunk, done) {
    if (!this.#socket) return this.#waiting.push(() => this.write(chunk, done));
    if (chunk.length === 0) return done();
    if (!this.#chunked) return this.#socket.write(chunk, done);
    this.#socket.write(`${chunk.length.toString(16)}\r\n`, 'latin1');
    this.#socket.write(chunk);
    this.#socket.write('\r\n', 'latin1', done);
  }

  end(trailers = '') {
    if (!this.#socket) return this.#waiting.push(() => this.end(trailers));
    if (this.#chunked) this.#socket.write(`0\r\n${trailers}\r\n`, 'latin1');
    this.#ended = true;
    this.#free();
  }

  read(done) {
    this.#reader = done;
    this.#deliver();
  }

  abort() {
    const socket = this.#socket;
    this.#detach();
    if (socket) socket.destroy();
  }

  #onDrain = () => this.#request.emit('drain');

  #onData = (bytes) => {
    if (this.#trailers !== null) return this.#socket.destroy(); // nobody asked for more
    try {
      this.#parser.execute(bytes);
    } catch (err) {
      err.rawPacket = bytes;
      if (this.#message === null || this.#done) return this.#fail(err);
      this.#request.emit('error', err);
      return this.#fail(fault(Error, 'ECONNRESET', 'aborted'));
    }
    if (this.#done) return;
    if (this.#parser.rest !== null) return this.#upgrade();
    this.#deliver();
    if (this.#pieces.length > 0) this.#socket.pause();
  };

  #onHead(message) {
    const request = this.#request;
    if (message.status < 200 && message.status !== 101) {
      request._onInformation(message);
      return undefined;
    }
    if (message.status === 101 || (request.method === 'CONNECT' && message.status < 300)) {
      this.#message = message;
      return 'upgrade';
    }
    this.#message = message;
    request._onHead(null, message.status, message.message, message.raw, message.version);
    return request.method === 'HEAD' ? 'empty' : undefined;
  }

  #upgrade() {
    const socket = this.#socket;
    this.#detach();
    socket.removeListener('error', ignore);
    socket.readableFlowing = null; // whoever listens for data has it flow again
    this.#request._onUpgrade(this.#message, socket, this.#parser.rest);
  }

  // #deliver hands what is there to who reads.
  #deliver() {
    const reader = this.#reader;
    if (reader === null) return;
    const last = this.#trailers !== null;
    if (this.#pieces.length === 0 && !last) {
      if (this.#socket.isPaused && this.#socket.isPaused()) this.#socket.resume();
      return;
    }
    this.#reader = null;
    const { Buffer } = require('buffer');
    const bytes = this.#pieces.length === 1 ? this.#pieces[0] : Buffer.concat(this.#pieces);
    this.#pieces = [];
    if (last) this.#free();
    reader(null, bytes, last, this.#trailers);
  }

  // #free lets the socket go: when both sides are done, if it is to be kept.
  #free() {
    if (this.#done || this.#trailers === null) return;
    const socket = this.#socket;
    const keep = this.#request.shouldKeepAlive && this.#message.keepAlive && socket.writable;
    if (keep && !this.#ended) return;
    this.#detach();
    if (keep) require('timers').setImmediate(() => socket.emit('free'));
    else if (socket.destroySoon) socket.destroySoon();
    else socket.end();
  }

  #onEnd = () => {
    if (this.#parser.finish()) return this.#deliver();
    this.#hangUp();
  };

  #onClose = () => {
    if (this.#done) return;
    if (this.#parser.finish()) return this.#deliver();
    this.#hangUp();
  };

  #onError = (err) => this.#fail(err);

  #hangUp() {
    this.#fail(fault(Error, 'ECONNRESET', this.#message === null ? 'socket hang up' : 'aborted'));
  }

  #fail(err) {
    if (this.#done) return;
    this.abort();
    if (this.#message === null) return this.#request._onHead(err);
    this.#request._broken(err);
  }
}

module.exports = { Wire };
