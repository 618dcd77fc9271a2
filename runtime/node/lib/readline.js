'use strict';
// https://nodejs.org/docs/latest-v20.x/api/readline.html
//
// Lines of a stream are read; there is no terminal, so questions and cursors do nothing.
const EventEmitter = require('events');
const { StringDecoder } = require('string_decoder');
const { wrongType } = require('internal/fault');
const { refuse } = require('internal/absent');
internalBinding('symbols');

class Interface extends EventEmitter {
  #decoder = new StringDecoder('utf8');
  #rest = '';
  closed = false;
  terminal = false;
  line = '';

  constructor(options, output) {
    super();
    const { input, ...more } = options && options.input ? options : { input: options, output };
    if (!input || typeof input.on !== 'function') throw wrongType('input', 'an instance of Stream', input);
    if (input.isTTY) refuse('readline on a terminal', 'a hook has none');
    this.input = input;
    this.output = more.output;
    this.history = [];
    input.on('data', (chunk) => this.#read(typeof chunk === 'string' ? chunk : this.#decoder.write(chunk)));
    input.on('end', () => this.#end());
    input.on('error', (err) => this.emit('error', err));
    if (typeof input.resume === 'function') input.resume();
  }

  #read(text) {
    const lines = (this.#rest + text).split(/\r\n|\n|\r(?!$)/);
    this.#rest = lines.pop();
    for (const line of lines) if (!this.closed) this.emit('line', line);
  }

  #end() {
    const last = (this.#rest + this.#decoder.end()).replace(/\r$/, '');
    this.#rest = '';
    if (last !== '' && !this.closed) this.emit('line', last);
    this.close();
  }

  close() {
    if (this.closed) return;
    this.closed = true;
    this.pause();
    this.emit('close');
  }

  pause() {
    if (typeof this.input.pause === 'function') this.input.pause();
    return this;
  }

  resume() {
    if (typeof this.input.resume === 'function') this.input.resume();
    return this;
  }

  setPrompt(prompt) {
    this.promptText = prompt;
  }

  getPrompt() {
    return this.promptText ?? '> ';
  }

  prompt() {
    if (this.output) this.output.write(this.getPrompt());
  }

  write() {}

  question(query, options, callback = options) {
    if (this.output) this.output.write(query);
    this.once('line', callback);
  }

  [Symbol.asyncIterator]() {
    return lines(this);
  }
}

// lines gives the lines one by one.
function lines(reader) {
  const events = EventEmitter.on(reader, 'line', { close: ['close'] });
  return {
    async next() {
      const { value, done } = await events.next();
      return done ? { value: undefined, done } : { value: value[0], done };
    },
    return() {
      reader.close();
      return events.return();
    },
    [Symbol.asyncIterator]() { return this; },
  };
}

const none = (name) => ({ [name](...args) {
  const done = args.at(-1);
  if (typeof done === 'function') process.nextTick(done);
  return true;
} }[name]);

module.exports = {
  Interface,
  clearLine: none('clearLine'),
  clearScreenDown: none('clearScreenDown'),
  createInterface: (...args) => new Interface(...args),
  cursorTo: none('cursorTo'),
  emitKeypressEvents() {},
  moveCursor: none('moveCursor'),
  get promises() { return require('readline/promises'); },
};
