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

// Each stage starts when the one before is done, on a timer of its own.
const stages = [];
const next = () => { const stage = stages.shift(); if (stage) setTimeout(stage, 1); };
setTimeout(next, 40);

// Inside one phase.
stages.push(() => {
  setImmediate(() => log('inner immediate'));
  setTimeout(() => { log('inner timeout'); next(); }, 5);
  process.nextTick(() => log('inner tick'));
  Promise.resolve().then(() => log('inner promise'));
  log('inner');
});
stages.push(() => {
  setImmediate((a) => { log(`immediate ${a}`); setImmediate(() => { log('next round'); next(); }); process.nextTick(() => log('between immediates')); }, 'a');
  setImmediate(() => log('immediate b'));
});

// Arguments and this.
stages.push(() => {
  setTimeout(function (...args) { log(`timeout args ${args} ${this.constructor.name} ${arguments.length}`); next(); }, 1, 1, 'x', null);
});
stages.push(() => {
  const cleared = setTimeout(() => log('never'), 1);
  clearTimeout(cleared);
  const number = +setTimeout(() => log('never by number'), 1);
  clearTimeout(number);
  clearInterval(`${+setTimeout(() => log('never by text'), 1)}`);
  clearImmediate(setImmediate(() => log('never immediate')));
  for (const x of [undefined, null, 0, NaN, 'x', {}, 12345, true]) { clearTimeout(x); clearInterval(x); }
  log('cleared');
  setTimeout(next, 5);
});
stages.push(() => {
  let n = 0;
  const i = setInterval((word) => { log(`interval ${word} ${++n}`); if (n === 3) { clearInterval(i); next(); } }, 1, 'w');
});
stages.push(() => {
  const t = setTimeout(() => { log('refreshed once'); next(); }, 20);
  show(() => [typeof t, t.hasRef(), t.unref() === t, t.hasRef(), t.ref() === t, t.refresh() === t, typeof t[Symbol.toPrimitive](), typeof +t]);
  const closed = setTimeout(() => log('never closed'), 1);
  show(() => closed.close() === closed);
  const i = setImmediate(() => {});
  show(() => [i.hasRef(), i.unref() === i, i.hasRef(), i.ref() === i]);
});
setTimeout(() => log('never: nothing else is left'), 3000).unref();
for (const f of [
  () => setTimeout(), () => setTimeout('code', 1), () => setInterval(null), () => setImmediate({}), () => queueMicrotask(5), () => process.nextTick('x'), () => setTimeout(1n), () => setImmediate(Symbol('x')), () => setTimeout(true),
  () => timers.setTimeout === setTimeout, () => timers.clearImmediate === clearImmediate, () => Object.keys(timers).includes('setInterval'), () => typeof queueMicrotask(() => {}), () => setTimeout.name + setImmediate.name, () => require('timers/promises') === timers.promises,
]) show(f);
stages.push(async () => {
  const p = require('timers/promises');
  log(await p.setTimeout(1, 'value'));
  log(await p.setImmediate('immediate value'));
  const c = new AbortController();
  p.setTimeout(1000, 'x', { signal: c.signal }).catch((e) => log(`${e.name} ${e.code} ${e.message}`));
  c.abort();
  await p.setTimeout(1, 0, { signal: c.signal }).catch((e) => log(e.name));
});
