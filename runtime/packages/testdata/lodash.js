// lodash 4
const _ = require('lodash');

module.exports = function (user, context, cb) {
  const grouped = _.groupBy([1.2, 1.8, 2.1], Math.floor);
  cb(null, {
    get: _.get(user, 'user_metadata.hobby', 'none'),
    pick: _.pick(user, ['id', 'email']),
    grouped,
    chain: _.chain([3, 1, 2]).sortBy().map((n) => n * 2).reverse().value(),
    merged: _.merge({ a: { b: 1 } }, { a: { c: [2] } }),
    cases: [_.camelCase('Foo Bar-baz'), _.kebabCase('fooBarBaz'), _.startCase('héllo wörld'), _.deburr('déjà vu')],
    template: _.template('hello <%= user %>, <%- html %>!')({ user: 'fred', html: '<b>' }),
    clone: _.cloneDeep({ d: new Date(0), r: /x/g, m: new Map([[1, 2]]), s: new Set([3]), b: Buffer.from('a') }),
    equal: _.isEqual({ a: [1, { b: NaN }] }, { a: [1, { b: NaN }] }),
    words: _.words('fred, barney, & pebbles 👨‍👩‍👧 ünï'),
    truncated: _.truncate('hi-diddly-ho there, neighborino', { length: 24, separator: /,? +/ }),
    unique: _.uniqWith([{ x: 1 }, { x: 1 }], _.isEqual),
    size: [_.size('👍🏽a'), _.toArray('e\u0301x'), _.padStart('7', 3, '0')],
    types: [_.isPlainObject({}), _.isPlainObject(new (class {})()), _.isError(new TypeError()), _.isTypedArray(new Uint8Array(1)), _.isBuffer(Buffer.alloc(1))],
    flow: _.flow([_.add, (n) => n * n])(1, 2),
    debounced: typeof _.debounce(() => {}, 10),
  });
};
