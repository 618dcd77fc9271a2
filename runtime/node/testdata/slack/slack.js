const factory = require('slack-notify');

// call runs one method with a callback and prints how it ended.
function call(name, f) {
  return new Promise((resolve) => {
    try {
      f((...args) => {
        say(name, 'done', args.length, args.map((a) => (a instanceof Error ? `${a.name} ${a.code} ${a.message}` : String(a))).join());
        resolve();
      });
    } catch (e) {
      say(name, 'throws', e.name);
      resolve();
    }
  });
}

async function main() {
  const slack = factory(`${BASE}/slack/ok`);
  say(Object.keys(slack).sort().join());
  await call('success', (done) => slack.success('it worked', done));
  await call('alert', (done) => slack.alert({ text: 'x', channel: '#c' }, done));
  await call('bug', (done) => slack.bug({ text: "quotes ' ! ( ) * ~ - _ . & = + % / ü 😀 \n \ud800" }, done));
  await call('note', (done) => slack.note({}, done));
  await call('send text', (done) => slack.send('text', done));
  await call('send String', (done) => slack.send(new String('text'), done));
  await call('send fields', (done) => slack.send({ fields: { short: 'a', long: 'x'.repeat(25), n: 5, none: null, u: undefined, list: [1, 2], at24: 'y'.repeat(24) } }, done));
  await call('send list', (done) => slack.send({ fields: ['a', 'b'] }, done));
  await call('send length', (done) => slack.send({ fields: { length: 1, 0: 'zero' } }, done));
  await call('send empty', (done) => slack.send({ fields: {} }, done));
  await call('send no fields', (done) => slack.send({ fields: null, text: 'kept' }, done));
  const attachments = [{ fallback: 'mine' }];
  const options = { text: 't', attachments, fields: { a: 1 } };
  await call('attachments', (done) => slack.send(options, done));
  say(JSON.stringify(options));
  await call('icon_url', (done) => slack.send({ icon_url: 'http://i/x.png' }, done));
  await call('icon both', (done) => slack.send({ icon_url: 'http://i/x.png', icon_emoji: ':x:' }, done));
  await call('success icon_url', (done) => slack.success({ icon_url: 'http://i/x.png' }, done));
  await call('extend', (done) => slack.extend({ channel: '#mine', username: 'Me', extra: 1 })({ text: 'e', username: undefined }, done));
  await call('extend inherited', (done) => slack.extend(Object.create({ channel: '#up' }))(Object.create({ text: 'from above' }), done));
  await call('extend nothing', (done) => slack.extend({ text: 'only defaults' })(undefined, done));
  await call('request', (done) => slack.request({ any: ['thing'] }, done));
  await call('request nothing', (done) => slack.request(undefined, done));
  await call('send nothing', (done) => slack.send(undefined, done));
  await call('send null', (done) => slack.send(null, done));
  await call('cyclic', (done) => { const o = {}; o.o = o; slack.send(o, done); });
  say('returns', String(slack.send('x')), String(slack.send('x')));

  const seen = [];
  for (const path of ['ok', 'no_team', 'empty', 'OK', 'moved', 'bom']) {
    const s = factory(`${BASE}/slack/${path}`);
    s.onError = (e) => seen.push(`${path}: ${e.message}`);
    await call(path, (done) => s.send('x', done));
  }
  say('onError', seen.join(' | '));
  await call('not ok without callback', (done) => { const s = factory(`${BASE}/slack/no_team`); s.onError = (e) => done(e); s.send('x'); });
  await call('refused', (done) => factory(`http://127.0.0.1:${CLOSED}/`).send('x', done));
  await call('query', (done) => factory(`${BASE}/slack/ok?token=a|b`).send('x', done));
  await call('auth', (done) => factory(`${BASE.replace('//', '//u:p%20w@')}/slack/ok`).send('x', done));
  await call('tls', (done) => factory(`${TLS}/slack/ok`).send('x', done));
  await call('bad url', (done) => factory('nope').send('x', done));
  await call('bad protocol', (done) => factory('ftp://a/b').send('x', done));
  const overridden = factory(`${BASE}/slack/ok`);
  overridden.send = (options, done) => done(null, JSON.stringify(options));
  await call('send replaced', (done) => overridden.alert('x', done));
}
finish(main);
