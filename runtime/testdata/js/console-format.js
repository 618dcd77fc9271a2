// console: log: hello world 3 { a: 1 }
// console: warn: [ 'x', undefined, null ]
// console: error: 50% of 100
// console: debug: Map(1) { 'k' => Symbol(v) }
// console: info: end
module.exports = function (user, context, cb) {
  console.log('hello %s %d', 'world', 3, { a: 1 });
  console.warn(['x', undefined, null]);
  console.error('50% of', 100);
  console.debug(new Map([['k', Symbol('v')]]));
  console.info("end");
  cb();
};
