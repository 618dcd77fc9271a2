// async 3
const async = require('async');
const request = require('request');

module.exports = function (user, context, cb) {
  async.auto({
    profile: (done) => request({ url: 'https://api.example.com/json', json: true }, (error, response, body) => done(error, body)),
    notify: ['profile', (results, done) => setImmediate(done, null, 'notified ' + results.profile.ok)],
  }, (error, auto) => {
    if (error) return cb(error);
    async.waterfall([
      (next) => async.mapLimit([1, 2, 3], 2, (n, done) => setTimeout(done, 5 * (4 - n), null, n * n), next),
      (squares, next) => async.series([(done) => done(null, squares), async () => 'async function'], next),
      (all, next) => async.retry({ times: 3, interval: 1 }, (done) => done(new Error('again')), (failed) => next(null, all, failed.message)),
    ], (error, all, failed) => {
      async.timeout((done) => setTimeout(done, 500), 10, 'slow')((late) => {
        const queue = async.queue((task, done) => setTimeout(done, 1, null), 2);
        queue.drain(() => cb(error, { auto, all, failed, late: late.code }));
        queue.push(['a', 'b', 'c']);
      });
    });
  });
};
