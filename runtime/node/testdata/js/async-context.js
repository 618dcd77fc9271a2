// AsyncLocalStorage and AsyncResource.
var { AsyncLocalStorage, AsyncResource, executionAsyncId, createHook } = require('async_hooks');
var als = new AsyncLocalStorage();
var other = new AsyncLocalStorage();
show(() => als.getStore());
show(() => als.run(1, () => als.getStore()));
show(() => als.run(1, (a, b) => [als.getStore(), a, b], 'x', 'y'));
show(() => als.run(1, () => als.run(2, () => als.getStore()) + als.getStore()));
show(() => als.run(1, () => other.run('o', () => [als.getStore(), other.getStore()])));
show(() => als.run(1, () => als.exit(() => als.getStore())));
show(() => { try { als.run(1, () => { throw new Error('out'); }); } catch (e) { return [e.message, als.getStore()]; } });
var said = [];
// Timers and immediates come in no fixed order: the lines are sorted when all are there.
var say = (name) => {
  said.push(name + ' ' + als.getStore());
  if (said.length === 16) setTimeout(last);
  if (said.length === 18) print(said.sort().join('\n'));
};
var last = () => { als.run('D', () => { als.disable(); say('disabled'); }); say('after'); };
als.run('A', () => {
  setTimeout(() => say('timeout'), 5);
  setImmediate(() => say('immediate'));
  process.nextTick(() => say('tick'));
  queueMicrotask(() => say('microtask'));
  Promise.resolve().then(() => say('promise'));
  (async () => { await null; say('await 1'); await new Promise((r) => setTimeout(r, 8)); say('await 2'); })();
  new Promise((resolve) => setTimeout(resolve, 12)).then(() => say('timer promise')).finally(() => say('finally'));
  process.nextTick(() => als.run('B', () => setTimeout(() => say('nested'), 6)));
  const bound = AsyncLocalStorage.bind(() => say('bound'));
  setTimeout(() => als.run('C', bound), 20);
});
say('outside');
Promise.resolve().then(() => say('outside promise'));
setTimeout(() => say('outside timeout'), 5);
var snapshot = als.run('S', () => AsyncLocalStorage.snapshot());
show(() => snapshot(() => als.getStore()));
show(() => snapshot((x) => [x, als.getStore()], 7));
als.run('E', () => {
  const { EventEmitter } = require('events');
  const e = new EventEmitter();
  e.on('x', () => say('emitted'));
  setTimeout(() => e.emit('x'), 24);
});
show(() => { const r = new AsyncResource('T'); return [typeof r.asyncId(), r.triggerAsyncId() === executionAsyncId(), r.emitDestroy() === r, r.runInAsyncScope((x) => x + 1, null, 4), r.runInAsyncScope(executionAsyncId) === r.asyncId()]; });
show(() => new AsyncResource());
show(() => new AsyncResource('T', -5));
show(() => new AsyncResource('T').bind(5));
show(() => AsyncResource.bind(function (a, b) { return [this === globalThis, a, b]; })(1, 2));
show(() => AsyncResource.bind((a, b) => a, 'T').length);
show(() => als.run(9, () => { const r = new AsyncResource('T'); return r; }).runInAsyncScope(() => als.getStore()));
show(() => { const h = createHook({ init() {} }); return h.enable() === h && h.disable() === h; });
show(() => createHook({ init: 5 }));
setTimeout(() => { als.enterWith('F'); setTimeout(() => say('entered'), 1); }, 30);
var { EventEmitterAsyncResource } = require('events');
show(() => { const e = other.run('kept', () => new EventEmitterAsyncResource({ name: 'N' })); let got; e.on('x', (v) => { got = [v, other.getStore()]; }); other.run('now', () => e.emit('x', 5)); return [got, e.asyncId === e.asyncResource.asyncId()]; });
show(() => new EventEmitterAsyncResource());
