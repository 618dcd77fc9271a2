// moment 2
const moment = require('moment');
require('moment/locale/de');

module.exports = function (user, context, cb) {
  moment.locale('en');
  const at = moment.utc('2021-03-04T05:06:07.089Z');
  cb(null, {
    formats: ['L LTS', 'dddd, MMMM Do YYYY, h:mm:ss a', 'YYYY-MM-DD[T]HH:mm:ss.SSSZ', 'w W e E DDDo', 'x X'].map((f) => at.format(f)),
    german: at.clone().locale('de').format('LLLL'),
    parsed: moment('12-25-1995', 'MM-DD-YYYY', true).format('YYYY-MM-DD'),
    invalid: moment('nope', 'YYYY', true).isValid(),
    added: at.clone().add(1, 'month').subtract(3, 'days').startOf('week').toISOString(),
    diff: moment.utc('2021-12-31').diff(at, 'weeks', true).toFixed(4),
    from: at.from(moment.utc('2021-03-01')),
    calendar: at.calendar(moment.utc('2021-03-04T12:00:00Z')),
    duration: [moment.duration(90, 'minutes').humanize(), moment.duration('P1Y2M10DT2H30M').asHours()],
    inspect: moment.isMoment(at),
    offset: moment.parseZone('2013-01-01T00:00:00-13:00').utcOffset(),
    json: at,
  });
};
