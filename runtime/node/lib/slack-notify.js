'use strict';
// The npm package slack-notify as of 0.1.7, the one that Auth0's sandbox had: same
// calls, same request, same results. It is written anew because the original brings
// the whole of request and lodash with it.
const { postForm } = internalBinding('http');

const isText = (value) => typeof value === 'string' || Object.prototype.toString.call(value) === '[object String]';
const asFunction = (value) => (typeof value === 'function' ? value : () => {});

module.exports = (url) => {
  const slack = {
    request(data, done) {
      if (!url) {
        console.log('No Slack URL configured.');
        return false;
      }
      done = asFunction(done);
      slack.onError = asFunction(slack.onError);
      postForm(`${url}`, 'payload', JSON.stringify(data), (err, status, answer) => {
        if (err) {
          slack.onError(err);
          return done(err);
        }
        if (answer !== 'ok') {
          slack.onError(new Error(answer));
          return done(new Error(answer));
        }
        done();
      });
    },

    send(options, done) {
      if (isText(options)) options = { text: options };
      const data = Object.assign({ username: 'Robot', text: '', icon_emoji: ':bell:' }, options);
      if (options.fields) {
        if (!data.attachments) data.attachments = [];
        data.attachments.push({ fallback: 'Alert details', fields: fieldList(options.fields) });
        delete data.fields;
      }
      if (options.icon_url && !options.icon_emoji) delete data.icon_emoji;
      slack.request(data, done);
    },

    extend: (defaults) => (options, done) => {
      if (isText(options)) options = { text: options };
      slack.send(merge(merge({}, defaults), options), done);
    },
  };

  slack.bug = slack.extend({ channel: '#bugs', icon_emoji: ':bomb:', username: 'Bug' });
  slack.alert = slack.extend({ channel: '#alerts', icon_emoji: ':warning:', username: 'Alert' });
  slack.note = slack.extend({ channel: '#alerts', icon_emoji: ':bulb:', username: 'Note' });
  slack.success = slack.extend({ channel: '#alerts', icon_emoji: ':trophy:', username: 'Hoorah' });
  return slack;
};

// fieldList visits what lodash's map visits: the items of what has a length, else the
// own properties. Titles of items are numbers.
function fieldList(fields) {
  const { length } = fields;
  const listLike = typeof fields !== 'function' && typeof length === 'number' && length >= 0 && length % 1 === 0;
  const titles = listLike ? Array.from(fields, (_, i) => i) : Object.keys(fields);
  const list = [];
  for (let i = 0; i < titles.length; i++) {
    const value = fields[titles[i]];
    list.push({ title: titles[i], value, short: `${value}`.length < 25 });
  }
  return list;
}

// merge copies inherited properties too, as lodash's extend. A plain object has none.
function merge(to, from) {
  const parent = from === undefined || from === null ? null : Object.getPrototypeOf(from);
  if (parent === null || parent === Object.prototype) return Object.assign(to, from);
  for (const name in from) to[name] = from[name];
  return to;
}
