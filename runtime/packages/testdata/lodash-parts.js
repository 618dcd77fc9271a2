// lodash 4
// Single functions and the fp build; timers.
const get = require('lodash/get');
const fp = require('lodash/fp');
const throttle = require('lodash/throttle');

module.exports = function (user, context, cb) {
  let calls = 0;
  const limited = throttle(() => calls++, 20);
  limited();
  limited();
  setTimeout(() => cb(null, {
    email: get(user, ['email']),
    total: fp.flow(fp.map((x) => x * 2), fp.sum)([1, 2, 3]),
    curried: fp.filter({ a: 1 })([{ a: 1 }, { a: 2 }]),
    calls,
  }), 80);
};
