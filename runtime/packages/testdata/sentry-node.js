// @sentry/node 11
const Sentry = require('@sentry/node');

module.exports = async function (user, context, cb) {
  Sentry.init({ dsn: 'https://public@o1.ingest.sentry.io/2', defaultIntegrations: false, release: 'hook@1', environment: 'test', serverName: 'hookline' });
  Sentry.setUser({ id: user.id });
  Sentry.setTag('trigger', 'post-user-registration');
  const id = Sentry.captureException(new TypeError('it broke'));
  await Sentry.flush(2000);
  Sentry.captureMessage('just so', 'warning');
  const flushed = await Sentry.flush(2000);
  cb(null, { id: /^[0-9a-f]{32}$/.test(id), flushed });
};
