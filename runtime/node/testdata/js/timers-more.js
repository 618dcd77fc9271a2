// timers: more of them.
show(() => setTimeout()); show(() => setTimeout('code')); show(() => setInterval(5)); show(() => setImmediate(null)); show(() => queueMicrotask()); show(() => process.nextTick('x'));
show(() => { const t = setTimeout(() => {}, 5); const r = [t.constructor.name, typeof t.ref, t.hasRef(), t.unref() === t, t.hasRef(), t.ref() === t, typeof t[Symbol.toPrimitive](), t.refresh() === t, typeof +t]; clearTimeout(t); return r; });
show(() => { const i = setImmediate(() => {}); const r = [i.constructor.name, i.hasRef(), i.unref() === i, i.hasRef()]; clearImmediate(i); return r; });
show(() => [clearTimeout(), clearTimeout(null), clearTimeout({}), clearTimeout('x'), clearInterval(999999), clearImmediate()].length);
var order = [];
var put = (name) => () => order.push(name);
var after = (ms) => new Promise((done) => setTimeout(done, ms));
// Each step waits for the one before, so that a slow machine changes nothing.
(async () => {
  await after(1);
  setTimeout((a, b) => order.push('args' + a + b), 1, 'x', 'y');
  clearTimeout(+setTimeout(put('never'), 1)); clearTimeout(String(+setTimeout(put('never2'), 1)));
  await after(20);
  await new Promise((done) => { let n = 0; const iv = setInterval((k) => { order.push('i' + k); if (++n === 3) { clearInterval(iv); done(); } }, 2, 'k'); });
  await new Promise((done) => { const self = setTimeout(function () { order.push(this === self); done(); }, 1); });
  await new Promise((done) => setTimeout(() => { process.nextTick(put('tick')); Promise.resolve().then(put('micro')); queueMicrotask(put('queue')); order.push('sync'); setImmediate(done); }, 1));
  await new Promise((done) => { setImmediate(put('imm1')); setImmediate(() => { order.push('imm2'); done(); }); process.nextTick(put('tick2')); });
  await new Promise((done) => { const t = setTimeout(() => { order.push('refreshed'); done(); }, 30); setTimeout(() => { t.refresh(); order.push('refreshing'); }, 1); });
  const closed = setTimeout(put('closed'), 1); closed.close();
  setTimeout(put('text delay'), '2');
  setTimeout(put('no delay'));
  await after(20);
  const i = setImmediate(put('never3')); clearImmediate(i);
  await after(5);
  setTimeout(() => print('unref never'), 5000).unref();
  print(order.join('\n'));
})();
