// What Error.captureStackTrace leaves in stack: the head and the functions of the first
// frames, without their places.
const frames = (e, n = 2) => e.stack.split('\n').slice(0, n).map((line) => line.replace(/\(?[^\s(]+:\d+:\d+\)?$/, '@').replace(/\s+/g, ' '));

function Old(m) { Error.call(this, m); Error.captureStackTrace(this, this.constructor); this.name = 'Old'; this.message = m; }
Old.prototype = Object.create(Error.prototype);
Old.prototype.constructor = Old;
show(() => { function f() { return new Old('x'); } return frames(f()); });

const Assigned = function (m) { Error.captureStackTrace(this, this.constructor); this.name = 'Assigned'; this.message = m; };
Assigned.prototype = Object.create(Error.prototype);
Assigned.prototype.constructor = Assigned;
show(() => { function f() { return new Assigned('x'); } return frames(f()); });

class Named extends Error { constructor(m) { super(m); Error.captureStackTrace(this, Named); this.name = 'Named'; } }
show(() => { function f() { return new Named('x'); } return frames(f()); });

class Base extends Error { constructor(m) { super(m); this.name = this.constructor.name; Error.captureStackTrace(this, this.constructor); } }
class Derived extends Base {}
class Further extends Derived { constructor(m) { super(m); this.code = 1; } }
show(() => { function f() { return new Derived('x'); } return frames(f()); });
show(() => { function f() { return new Further('x'); } return frames(f()); });

// The head is that of the first look.
show(() => { function f() { const e = new Error('a'); Error.captureStackTrace(e); e.message = 'b'; const first = e.stack.split('\n')[0]; e.message = 'c'; return [first, e.stack.split('\n')[0]]; } return f(); });
show(() => { const e = {}; Error.captureStackTrace(e); e.stack = 'mine'; return [e.stack, Object.keys(e), 'stack' in e, delete e.stack, e.stack]; });
show(() => { const e = {}; Error.captureStackTrace(e); const d = Object.getOwnPropertyDescriptor(e, 'stack'); return [d.enumerable, d.configurable]; });
show(() => { const before = Error.prepareStackTrace; const e = {}; Error.captureStackTrace(e); Error.prepareStackTrace = (target, sites) => [target === e, Array.isArray(sites)]; const s = e.stack; Error.prepareStackTrace = before; return [s, e.stack === s]; });
show(() => { function outer() { return inner(); } function inner() { const e = {}; Error.captureStackTrace(e, outer); return e; } function f() { return outer(); } return frames(f()); });
show(() => { const e = Object.freeze({}); try { Error.captureStackTrace(e); return 'went through'; } catch (error) { return error.name; } });
