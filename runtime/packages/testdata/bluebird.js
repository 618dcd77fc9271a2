// bluebird 3
const Promise = require('bluebird');
const fs = { readFile: (name, done) => setTimeout(done, 1, null, 'text of ' + name) };

module.exports = function (user, context, cb) {
  const results = [];
  Promise.map([1, 2, 3], (n) => Promise.delay(5 - n).return(n * 2), { concurrency: 2 })
    .tap((doubled) => results.push(doubled))
    .then(() => Promise.promisifyAll(fs).readFileAsync('a'))
    .then((text) => results.push(text))
    .then(() => Promise.props({ a: 1, b: Promise.resolve(2) }))
    .then((props) => results.push(props))
    .then(() => Promise.coroutine(function* () { return yield Promise.resolve('coroutine'); })())
    .then((value) => results.push(value))
    .then(() => Promise.delay(50).timeout(5, 'too slow'))
    .catch(Promise.TimeoutError, (error) => results.push([error.name, error.message]))
    .then(() => Promise.reject(Object.assign(new Error('x'), { code: 7 })))
    .catch({ code: 7 }, () => results.push('filtered'))
    .then(() => Promise.using(Promise.resolve('resource').disposer(() => results.push('disposed')), (resource) => results.push(resource)))
    .then(() => Promise.reduce([1, 2, 3], (sum, n) => sum + n, 0))
    .then((sum) => results.push(sum))
    .return(results)
    .asCallback(cb);
};
