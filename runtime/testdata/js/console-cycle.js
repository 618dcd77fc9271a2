// console: log: <ref *1> { name: 'a', self: [Circular *1], lazy: [Getter] }
module.exports = function (user, context, cb) {
  var a = { name: 'a', self: null, get lazy() { throw new Error('never read'); } };
  a.self = a;
  console.log(a);
  cb();
};
