// moment-timezone 0.6
const moment = require('moment-timezone');

module.exports = function (user, context, cb) {
  const at = moment.utc('2021-07-01T12:00:00Z');
  cb(null, {
    zones: ['America/New_York', 'Asia/Kolkata', 'Europe/Berlin', 'Australia/Lord_Howe'].map((zone) => at.clone().tz(zone).format('YYYY-MM-DD HH:mm z Z')),
    parsed: moment.tz('2021-01-01 00:00', 'America/Los_Angeles').toISOString(),
    names: moment.tz.names().length > 500,
    guessed: typeof moment.tz.guess(),
    summer: moment.tz('2021-03-28 02:30', 'Europe/Berlin').format(),
  });
};
