// mixpanel 0.24
const Mixpanel = require('mixpanel');

module.exports = function (user, context, cb) {
  const mixpanel = Mixpanel.init(context.webtask.secrets.MIXPANEL, { keepAlive: false });
  mixpanel.track('Signed up', { distinct_id: user.id, time: 1600000000, $insert_id: 'fixed', plan: 'free ü' }, (error) => {
    if (error) return cb(error);
    mixpanel.people.set(user.id, { $email: user.email, count: 1 }, (error) => {
      if (error) return cb(error);
      mixpanel.people.increment(user.id, 'logins', 2, (error) => cb(error, { done: true }));
    });
  });
};
