// result: {"printed":true}
// console: log: true
// console: log: true
module.exports = function (user, context, cb) {
  function inner() { return new TypeError('boom'); }
  var lines = require('util').inspect(inner()).split('\n');
  console.log(lines.slice(0, 2).join('|') === 'TypeError: boom|    at inner (hook.js:5:29)');
  console.log(lines.every(function (line) { return !/github|hookline|\t|\(\d+\)/.test(line); }));
  cb(null, { printed: true });
};
