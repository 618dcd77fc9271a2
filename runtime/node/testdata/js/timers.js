const timers = require('timers');
const log = print;

// Order: script, ticks, microtasks, then the loop.
setTimeout(() => log('timeout 2'), 12);
setTimeout(() => log('timeout 1'), 8);
process.nextTick(() => log('tick'));
Promise.resolve().then(() => { log('promise'); process.nextTick(() => log('tick from promise')); }).then(() => log('promise 2'));
queueMicrotask(() => log('microtask'));
process.nextTick((...args) => { log(`tick ${args}`); Promise.resolve().then(() => log('promise from tick')); process.nextTick(() => log('tick from tick')); }, 1, 'two');
log('script');

// Inside one phase.
setTimeout(() => {
  setImmediate(() => log('inner immediate'));
  setTimeout(() => log('inner timeout'), 0);
  process.nextTick(() => log('inner tick'));
  Promise.resolve().then(() => log('inner promise'));
  log('inner');
}, 30);
setTimeout(() => {
  setImmediate((a) => { log(`immediate ${a}`); setImmediate(() => log('next round')); process.nextTick(() => log('between immediates')); }, 'a');
  setImmediate(() => log('immediate b'));
}, 50);

// Arguments and this.
setTimeout(function (...args) { log(`timeout args ${args} ${this.constructor.name} ${arguments.length}`); }, 70, 1, 'x', null);
setTimeout(() => {
  const cleared = setTimeout(() => log('never'), 1);
  clearTimeout(cleared);
  const number = +setTimeout(() => log('never by number'), 1);
  clearTimeout(number);
  clearInterval(`${+setTimeout(() => log('never by text'), 1)}`);
  clearImmediate(setImmediate(() => log('never immediate')));
  for (const x of [undefined, null, 0, NaN, 'x', {}, 12345, true]) { clearTimeout(x); clearInterval(x); }
  log('cleared');
}, 90);
setTimeout(() => {
  let n = 0;
  const i = setInterval((word) => { log(`interval ${word} ${++n}`); if (n === 3) clearInterval(i); }, 1, 'w');
}, 110);
setTimeout(() => {
  const t = setTimeout(() => log('refreshed once'), 20);
  show(() => [typeof t, t.hasRef(), t.unref() === t, t.hasRef(), t.ref() === t, t.refresh() === t, typeof t[Symbol.toPrimitive](), typeof +t]);
  const closed = setTimeout(() => log('never closed'), 1);
  show(() => closed.close() === closed);
  const i = setImmediate(() => {});
  show(() => [i.hasRef(), i.unref() === i, i.hasRef(), i.ref() === i]);
}, 150);
setTimeout(() => log('never: nothing else is left'), 3000).unref();
for (const f of [
  () => setTimeout(), () => setTimeout('code', 1), () => setInterval(null), () => setImmediate({}), () => queueMicrotask(5), () => process.nextTick('x'), () => setTimeout(1n), () => setImmediate(Symbol('x')), () => setTimeout(true),
  () => timers.setTimeout === setTimeout, () => timers.clearImmediate === clearImmediate, () => Object.keys(timers).includes('setInterval'), () => typeof queueMicrotask(() => {}), () => setTimeout.name + setImmediate.name, () => require('timers/promises') === timers.promises,
]) show(f);
(async () => {
  await new Promise((r) => setTimeout(r, 220));
  const p = require('timers/promises');
  log(await p.setTimeout(1, 'value'));
  log(await p.setImmediate('immediate value'));
  const c = new AbortController();
  p.setTimeout(1000, 'x', { signal: c.signal }).catch((e) => log(`${e.name} ${e.code} ${e.message}`));
  c.abort();
  await p.setTimeout(1, 0, { signal: c.signal }).catch((e) => log(e.name));

})();
