// Shared by testdata/http/*.js, which know BASE, TLS, HOST and CLOSED of the test's servers.
// ask sends one request and prints what comes of it.
function ask(name, make) {
  return new Promise((resolve) => {
    const say = (...words) => print([name, ...words].join(' '));
    const finish = () => setTimeout(resolve, 5);
    let req;
    try {
      req = make((res) => {
        say('response', res.statusCode, res.statusMessage, res.httpVersion, JSON.stringify(pick(res.headers)));
        res.setEncoding('utf8');
        let text = '';
        res.on('data', (c) => (text += c));
        res.on('end', () => {
          say('end', text.length > 200 ? text.length : JSON.stringify(text), res.complete);
        });
        res.on('aborted', () => say('aborted'));
        res.on('error', (e) => say('response error', e.code, e.message));
      }, say);
    } catch (e) {
      say('throws', e.name, e.code, e.message);
      return resolve();
    }
    req.on('socket', () => say('socket'));
    req.on('abort', () => say('abort'));
    req.on('timeout', () => say('timeout'));
    req.on('error', (e) => say('error', e.code, e.message, e.syscall, e.hostname, e.address));
    req.on('close', () => { say('close'); finish(); });
  });
}

function pick(headers) {
  const kept = {};
  for (const name of Object.keys(headers).sort()) {
    if (name !== 'date') kept[name] = headers[name];
  }
  return kept;
}

const { hostname, port } = new URL(BASE);
const to = (path, more) => ({ hostname, port, path, ...more });

const say = (...words) => print(words.join(' '));

// tell prints a Response, or any other value, or the error.
async function tell(name, f) {
  try {
    const r = await f();
    if (!(r instanceof Response)) return say(name, typeof r === 'string' ? r : JSON.stringify(r));
    say(name, r.status, r.statusText, r.ok, r.url, r.redirected, r.type, r.bodyUsed, r.headers.get('content-type'));
    say(name, 'body', JSON.stringify(await r.text()), r.bodyUsed);
  } catch (e) {
    say(name, 'rejects', e.name, e.code, e.message, e.cause && `${e.cause.code} ${e.cause.message}`);
  }
}

const finish = (main) => main().then(() => print('done'), (e) => print(`failed ${e.stack}`));
