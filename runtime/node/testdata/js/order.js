// What runs when. https://nodejs.org/en/learn/asynchronous-work/event-loop-timers-and-nexttick
const at = (name) => () => print(name);
setTimeout(() => { // inside a timer an immediate comes before every new timer
  setTimeout(at('timer 1'), 0);
  setTimeout((a, b) => print('timer with arguments ' + a + b), 0, 'x', 'y');
  setImmediate(at('immediate'));
  setImmediate((a) => print('immediate with ' + a), 'z');
  process.nextTick(at('tick'));
  process.nextTick((a, b) => print('tick with ' + a + b), 1, 2);
  queueMicrotask(at('microtask'));
  Promise.resolve().then(() => { print('promise'); process.nextTick(at('tick from promise')); queueMicrotask(at('microtask from promise')); });
  process.nextTick(() => { print('tick again'); process.nextTick(at('tick from tick')); Promise.resolve().then(at('promise from tick')); });
  (async () => { print('async start'); await null; print('async after await'); })();
  print('main');
}, 1);
require('timers/promises'); // loaded before the phases, which a slow machine must not delay
// Phases far enough apart that none overtakes the next on a slow machine.
const phases = [
  () => { const t = setTimeout(at('never'), 5); clearTimeout(t); clearTimeout(t); clearTimeout(undefined); clearTimeout(null); clearTimeout({}); clearTimeout('x'); clearTimeout(99999); },
  () => { clearImmediate(setImmediate(at('never immediate'))); clearTimeout(+setTimeout(at('never by number'), 5)); clearTimeout(String(+setTimeout(at('never by text'), 5))); clearInterval(setTimeout(at('never by clearInterval'), 5)); },
  () => { let n = 0; const i = setInterval(function () { print('interval ' + ++n + ' ' + (this === i)); if (n === 3) clearInterval(i); }, 1); },
  () => { setTimeout(at('late'), 60); setTimeout(at('early'), 1); },
  () => { setTimeout(at('same 1'), 1); setTimeout(at('same negative'), -5); setTimeout(at('same NaN'), 'x'); setTimeout(at('same zero'), 0); setTimeout(at('same missing')); setTimeout(at('same huge'), 2 ** 31); },
  () => { setTimeout(at('text delay'), '2'); },
  () => { const again = setTimeout(at('refreshed'), 1); again.refresh(); },
  () => { const t = setTimeout(() => { print('ran'); if (!t.again) { t.again = true; t.refresh(); } }, 1); },
  () => { setTimeout(at('unref never'), 100000).unref(); setTimeout(at('ref again'), 1).unref().ref(); },
  () => { require('timers/promises').setTimeout(3, 'value').then((v) => print('timers/promises ' + v)); },
  () => { require('timers/promises').setImmediate('now').then((v) => print('timers/promises ' + v)); },
];
phases.forEach((phase, i) => setTimeout(phase, 200 * (i + 1)));
show(() => { const t = setTimeout(() => {}, 1); const answer = [t.constructor.name, t.hasRef(), t.unref() === t, t.hasRef(), t.ref() === t, t.refresh() === t, typeof t[Symbol.toPrimitive](), typeof +t, t.close() === t]; clearTimeout(t); return answer; });
show(() => { const t = setImmediate(() => {}); const answer = [t.constructor.name, t.hasRef(), t.unref() === t, t.hasRef(), t.ref() === t]; clearImmediate(t); return answer; });
for (const bad of ['code()', undefined, null, {}, 5]) { show(() => setTimeout(bad, 1)); show(() => setInterval(bad, 1)); show(() => setImmediate(bad)); show(() => process.nextTick(bad)); show(() => queueMicrotask(bad)); }
show(() => { const timers = require('timers'); return [timers.setTimeout === setTimeout, timers.clearInterval === clearInterval, timers.setImmediate === setImmediate]; });
show(() => [setTimeout.name, setInterval.name, setImmediate.name, clearTimeout.name, queueMicrotask.name]);
