// analytics-node 6
const Analytics = require('analytics-node');

module.exports = function (user, context, cb) {
  const analytics = new Analytics(context.webtask.secrets.SEGMENT, { flushAt: 20 });
  analytics.identify({ userId: user.id, traits: { email: user.email, createdAt: new Date(0) } }, (error) => {
    if (error) return cb(error);
    analytics.track({ userId: user.id, event: 'Signed Up', properties: { plan: 'free' } });
    analytics.flush((error, data) => {
      try {
        analytics.track({ event: 'without user' });
      } catch (failure) {
        cb(error, { batch: data.batch.map((m) => [m.type, m.userId, m.event]), failure: failure.message });
      }
    });
  });
};
