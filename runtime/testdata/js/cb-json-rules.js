// result: {"d":"2020-01-02T03:04:05.000Z","n":null,"i":null,"a":[null]}
module.exports = function (user, context, cb) {
  cb(null, { u: undefined, f: function () {}, d: new Date(Date.UTC(2020, 0, 2, 3, 4, 5)), n: NaN, i: Infinity, a: [undefined] });
};
