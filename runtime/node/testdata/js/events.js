const EventEmitter = require('events');
const log = [];
const flush = () => log.splice(0).join(' ');

show(() => [EventEmitter.EventEmitter === EventEmitter, require('node:events') === EventEmitter, EventEmitter.defaultMaxListeners, typeof EventEmitter.once, typeof EventEmitter.on, typeof EventEmitter.errorMonitor]);
show(() => { const e = new EventEmitter(); e.on('a', (...x) => log.push('on', ...x)); e.once('a', (x) => log.push('once', x)); e.prependListener('a', () => log.push('first')); return [e.emit('a', 1, 2), e.emit('a', 3), e.emit('b'), flush()].join(); });
show(() => { const e = new EventEmitter(); const f = () => log.push('f'); e.on('x', f); e.on('x', f); e.off('x', f); e.emit('x'); e.removeListener('x', f); e.emit('x'); return flush() + e.listenerCount('x'); });
show(() => { const e = new EventEmitter(); e.on('x', function () { log.push(this === e); }); e.emit('x'); return flush(); });
show(() => { const e = new EventEmitter(); e.emit('error', new TypeError('boom')); });
show(() => { const e = new EventEmitter(); e.emit('error', 'text'); });
show(() => { const e = new EventEmitter(); e.emit('error'); });
show(() => { const e = new EventEmitter(); e.emit('error', { a: 1 }); });
show(() => { const e = new EventEmitter(); e.on(EventEmitter.errorMonitor, (x) => log.push('seen', x.message)); try { e.emit('error', new Error('m')); } catch (x) { log.push('thrown', x.message); } return flush(); });
show(() => new EventEmitter().on('x', 5));
show(() => new EventEmitter().once('x'));
show(() => { const e = new EventEmitter(); e.on('newListener', (n, f) => log.push('new', n, typeof f)); e.on('removeListener', (n) => log.push('gone', n)); const f = () => {}; e.once('a', f); e.removeListener('a', f); return flush(); });
show(() => { const e = new EventEmitter(); const s = Symbol('s'); e.on('a', () => {}).on(s, () => {}); return e.eventNames().map(String); });
show(() => { const e = new EventEmitter(); const f = () => {}; e.once('a', f); return [e.listeners('a')[0] === f, e.rawListeners('a')[0] === f, e.rawListeners('a')[0].listener === f, e.listenerCount('a'), e.listenerCount('a', f), e.listenerCount('a', () => {})]; });
show(() => { const e = new EventEmitter(); e.on('a', () => {}).on('b', () => {}); e.removeAllListeners('a'); const n = e.eventNames(); e.removeAllListeners(); return [n, e.eventNames()]; });
show(() => { const e = new EventEmitter(); return [e.getMaxListeners(), e.setMaxListeners(3).getMaxListeners(), e.setMaxListeners(0).getMaxListeners()]; });
show(() => new EventEmitter().setMaxListeners(-1));
show(() => new EventEmitter().setMaxListeners('x'));
show(() => { const e = new EventEmitter(); e.on('a', () => { log.push(1); e.on('a', () => log.push(2)); }); e.emit('a'); e.emit('a'); return flush(); });
show(() => { const e = new EventEmitter(); const g = () => log.push('g'); e.on('a', () => { log.push('f'); e.off('a', g); }); e.on('a', g); e.emit('a'); e.emit('a'); return flush(); });
show(() => { class Mine extends EventEmitter { constructor() { super(); this.x = 1; } } const m = new Mine(); m.on('a', (v) => log.push(v)); m.emit('a', m.x); return flush(); });
show(() => { function Old() { EventEmitter.call(this); } Object.setPrototypeOf(Old.prototype, EventEmitter.prototype); const o = new Old(); o.on('a', () => log.push('old')); o.emit('a'); return flush(); });
show(() => { const o = Object.assign({}, EventEmitter.prototype); o.on('a', () => log.push('mixed')); o.emit('a'); return flush(); });
show(() => { const e = new EventEmitter(); e.on('__proto__', () => log.push('p')); e.on('toString', () => log.push('t')); e.emit('__proto__'); e.emit('toString'); return flush() + e.eventNames(); });
show(() => EventEmitter.listenerCount(new EventEmitter().on('a', () => {}), 'a') + EventEmitter.getEventListeners(new EventEmitter().on('a', () => {}), 'a').length);
show(() => [EventEmitter.usingDomains, EventEmitter.captureRejections, String(EventEmitter.captureRejectionSymbol), String(EventEmitter.errorMonitor)]);
show(() => Object.keys(new EventEmitter()));
show(() => { EventEmitter.defaultMaxListeners = 'x'; });

// Promises.
const { once, on } = EventEmitter;
const e = new EventEmitter();
once(e, 'ready').then((args) => print(`once ${args}`));
once(e, 'never').catch((err) => print(`rejected ${err.message}`));
once(new EventTarget(), 'x');
Promise.resolve().then(() => {
  e.emit('ready', 1, 2);
  e.emit('error', new Error('no'));
});
const ac = new AbortController();
once(new EventEmitter(), 'a', { signal: ac.signal }).catch((err) => print(`${err.name} ${err.code} ${err.message}`));
ac.abort();
once(new EventEmitter(), 'a', { signal: AbortSignal.abort() }).catch((err) => print(`aborted before: ${err.name}`));
const target = new EventTarget();
once(target, 'go').then(([event]) => print(`event ${event.type}`));
target.dispatchEvent(new Event('go'));

(async () => {
  const source = new EventEmitter();
  const iterator = on(source, 'n');
  source.emit('n', 1);
  source.emit('n', 2, 'b');
  print(JSON.stringify([await iterator.next(), await iterator.next()]));
  const waiting = iterator.next();
  source.emit('n', 3);
  print(JSON.stringify(await waiting));
  print(JSON.stringify(await iterator.return()));
  print(String(source.listenerCount('n')));
  const failing = on(source, 'n');
  source.emit('error', new Error('stop'));
  await failing.next().catch((err) => print(err.message));
  print(typeof iterator[Symbol.asyncIterator]);
  const stop = new AbortController();
  const stopped = on(source, 'n', { signal: stop.signal });
  const last = stopped.next();
  stop.abort();
  await last.catch((err) => print(err.name));
})();

(async () => {
  const careful = new EventEmitter({ captureRejections: true });
  careful.on('x', async () => { throw new Error('async'); });
  careful.on('error', (err) => print(`captured ${err.message}`));
  careful.emit('x');
})();
