// result: {"arguments":3,"letters":["ä","b"],"upper":"Ä-X","dynamic":true,"first":"12","weak":1,"gmt":true}
module.exports = function (user, context, cb) {
  const count = (function () { return (() => arguments.length)(); })(1, 2, 3);
  const first = /(\d+)/.exec('a12') && RegExp.$1;
  cb(null, {
    arguments: count,
    letters: 'ä1b'.match(/\p{L}/gu),
    upper: 'ä-x'.replace(/\p{Ll}/gu, (c) => c.toUpperCase()),
    dynamic: new RegExp('^\\p{Lu}', 'u').test('Äb'),
    first,
    weak: new WeakRef({ a: 1 }).deref().a,
    gmt: new Date(0).toGMTString() === new Date(0).toUTCString(),
  });
};
