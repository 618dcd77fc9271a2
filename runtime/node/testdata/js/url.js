const url = require('url');
const { URL, URLSearchParams } = url;

// What decides where a request goes.
for (const input of [
  'https://a/T/?x', 'http://0x7f.1/', 'http://0177.0.0.1', 'http://2130706433/', 'http://127.1', 'http://[::1]:80/a', 'http://[::ffff:127.0.0.1]/',
  'http://[1:2:0:0:5:0:0:0]/', 'http://a/x%7Cy|z', 'http://user:p%40ss@Host:8080/p?q=1#f', 'HTTP://EXAMPLE.com:80/../a/./b/%2e%2e/c',
  'https://example.com:443', 'http://münchen.de/ä?ö#ü', 'http://a\\b\\c?d\\e', '  http://a/b \n', 'http://a/b\tc\nd', 'http://ex%41mple.com',
  'http://a@b@c/', 'http://a:b@:c@d/', 'mailto:joe@example.com', 'data:text/plain,hi there', 'javascript:alert(1)', 'file:///C|/a/../b', 'file://localhost/x',
  'blob:https://a.b/c', 'ws://a', 'wss://a:443/x', 'foo://Bar:80/x', 'foo:/a//b', 'http:a', 'http:/a', 'http:///a', 'http://a?b', 'http://a#b',
  'http://a/?q=\'"<> `', 'http://a/#\'"<> `', 'http://a/\'"<>`{}^|', 'foo://a/\'"<>`{}?\'', 'http://a:0/', 'http://a:65535/', 'http://a:00080/',
  'http://xn--mnchen-3ya.de/', 'http://☃.net/', 'http://faß.de/', 'http://a.b./', 'http://1.2.3.4./', 'http://256.com/', 'http://a_b/', 'http://a/\ud83d\ude00',
  'http://a/?x=\ud800', 'https://a/%zz%', 'http://a/?', 'http://a/#', 'http://a/?#',
  // invalid
  '', 'a', '//a/b', 'http://', 'http://a:65536', 'http://a:b', 'http://[::1', 'http://a b/', 'http://256.256.256.256', 'http://1.2.3.4.5', 'http://%', 'http://a%00b', 'http://a<b',
  'http://a^b', 'http://[a]', 'http://0x100000000', '://a', 'http://user@/x', 'http://:80',
]) {
  show(() => {
    const u = new URL(input);
    return JSON.stringify(input) + ' ' + [u.href, u.origin, u.protocol, u.username, u.password, u.host, u.hostname, u.port, u.pathname, u.search, u.hash].join(' ');
  });
}

for (const [input, base] of [
  ['b', 'http://a/c/d?e#f'], ['/b', 'http://a/c/d'], ['//b', 'https://a/c'], ['?b', 'http://a/c?d#e'], ['#b', 'http://a/c?d#e'], ['', 'http://a/c?d#e'],
  ['../../../b', 'http://a/c/d/e'], ['./', 'http://a/c/d'], ['..', 'http://a/c/d/'], ['http:b', 'http://a/c/d'], ['https:b', 'http://a/c/d'], ['\\b', 'http://a/c'],
  ['b', 'mailto:x'], ['#b', 'mailto:x'], ['b', 'not a url'], ['b:c', 'http://a'], ['x y', 'http://a/'],
]) show(() => input + ' ' + base + ' ' + new URL(input, base).href);

for (const [start, property, value] of [
  ['http://a/b?c#d', 'protocol', 'https'], ['http://a/', 'protocol', 'foo:'], ['http://a:443/', 'protocol', 'https:'], ['foo://a/', 'protocol', 'http'],
  ['http://a/', 'username', 'x y@:'], ['http://a/', 'password', 'p/?'], ['http://u:p@a/', 'username', ''], ['file:///x', 'username', 'u'],
  ['http://a:1/', 'host', 'b'], ['http://a:1/', 'host', 'b:2'], ['http://a:1/', 'host', 'b:2/x'], ['http://a:1/', 'host', ''], ['http://a:1/', 'host', 'b:80'],
  ['http://a:1/', 'hostname', 'b:2'], ['http://a:1/', 'hostname', '[::2]'], ['http://a:1/', 'hostname', '0x7f.1'], ['http://a:1/', 'hostname', 'b c'],
  ['http://a/', 'port', '8080'], ['http://a:1/', 'port', ''], ['http://a:1/', 'port', '80'], ['http://a:1/', 'port', '12x'], ['http://a:1/', 'port', 'x'], ['http://a:1/', 'port', '70000'],
  ['http://a/b', 'pathname', 'x%7Cy|z'], ['http://a/b', 'pathname', ''], ['http://a/b', 'pathname', '/c?d#e'], ['http://a/b', 'pathname', '../x/./y'], ['mailto:x', 'pathname', 'y'],
  ['http://a/b?c#d', 'search', 'x=1&y'], ['http://a/b?c#d', 'search', '?'], ['http://a/b?c#d', 'search', ''], ['http://a/b', 'search', "'#\" ü"],
  ['http://a/b?c#d', 'hash', '#'], ['http://a/b?c#d', 'hash', ''], ['http://a/b?c#d', 'hash', 'x y"`<'], ['http://a/b?c', 'href', 'https://z/?y'], ['http://a/b?c', 'href', 'zzz'],
  ['http://a/', 'origin', 'http://b'],
]) {
  show(() => {
    const u = new URL(start);
    u[property] = value;
    return `${start} ${property} ${JSON.stringify(value)} ${u.href}`;
  });
}

// The class.
show(() => new URL('http://a').toString());
show(() => JSON.stringify({ u: new URL('http://a') }));
show(() => Object.prototype.toString.call(new URL('http://a')) + Object.prototype.toString.call(new URLSearchParams()));
show(() => URL.canParse('http://a') + ' ' + URL.canParse('a') + ' ' + URL.canParse('b', 'http://a'));
show(() => URL.canParse());
show(() => new URL());
show(() => { try { new URL('x'); } catch (e) { return [e.input, e.base, e instanceof TypeError, Object.keys(e)]; } });
show(() => { try { new URL('x', 'y'); } catch (e) { return [e.input, e.base, Object.keys(e)]; } });
show(() => new URL({ toString: () => 'http://o/' }).href);
show(() => { try { URL('http://a'); } catch (e) { return e.name; } });
show(() => { class Mine extends URL { get x() { return 'x' + this.host; } } const m = new Mine('http://a'); return [m.x, m instanceof URL, m.href]; });
show(() => Object.keys(URL.prototype).sort());
show(() => { const seen = []; for (const k in new URL('http://a')) seen.push(k); return seen.sort(); });
show(() => [URL.length, URL.name, URLSearchParams.length, globalThis.URL === URL, globalThis.URLSearchParams === URLSearchParams]);
show(() => url.URL.prototype.constructor === URL);

// URLSearchParams.
for (const init of [
  '', '?a=1&b=2', 'a=1&a=2&c', 'a=b=c&=d&&e=', 'a+b=c%20d&%zz=%', '%E2%82=%ff%C3%A4&x=%E2%82%AC', { a: 1, b: [2, 3] }, [['a', 'b'], ['c', 'd']], [['a', 'b', 'c']], [['a']], ['ab'], [1], null, undefined, 7, true,
  new Map([['x', 'y']]), new URLSearchParams('q=r'), { [Symbol.iterator]: 1 }, 'a=\ud800', "!'()*-._~ +&=#", 'ä=ö',
]) show(() => new URLSearchParams(init).toString());
show(() => [...new URLSearchParams('a=1&b=2')]);
show(() => [...new URLSearchParams('a=1&b=2').keys()] + ' ' + [...new URLSearchParams('a=1&b=2').values()] + ' ' + [...new URLSearchParams('a=1&b=2').entries()]);
show(() => { const p = new URLSearchParams('a=1&b=2&a=3'); return [p.get('a'), p.get('z'), p.getAll('a'), p.has('a'), p.has('a', '3'), p.has('a', '4'), p.size]; });
show(() => { const p = new URLSearchParams('a=1&b=2&a=3'); p.set('a', 9); p.append('c', 'x y'); p.delete('b'); return p.toString(); });
show(() => { const p = new URLSearchParams('a=1&b=2&a=3'); p.delete('a', '3'); p.set('n', null); return p.toString(); });
show(() => { const p = new URLSearchParams('z=1&a=2&z=0&b=3'); p.sort(); return p.toString(); });
show(() => { const seen = []; new URLSearchParams('a=1&b=2').forEach((v, k, p) => seen.push(k + v + (p instanceof URLSearchParams))); return seen; });
show(() => new URLSearchParams().append('a'));
show(() => new URLSearchParams().get());
show(() => new URLSearchParams().forEach(1));
show(() => URLSearchParams.prototype[Symbol.iterator] === URLSearchParams.prototype.entries);
show(() => Object.prototype.toString.call(new URLSearchParams('').keys()));
show(() => { class Mine extends URLSearchParams { first() { return [...this][0]; } } return new Mine('a=1').first(); });
show(() => { const u = new URL('http://a/?x=1#h'); u.searchParams.append('y', 'é &'); return u.href; });
show(() => { const u = new URL('http://a/?x=1'); const p = u.searchParams; u.search = '?z=2'; return [p.toString(), p === u.searchParams]; });
show(() => { const u = new URL('http://a/?x=1'); const p = u.searchParams; u.href = 'http://b/?q=3'; return p.toString(); });
show(() => { const u = new URL('http://a/?x=1#h'); u.searchParams.delete('x'); return u.href; });
show(() => { const u = new URL("http://a/?x='~"); u.searchParams.sort(); return u.href; });

// The legacy API.
for (const input of [
  'http://user:pass@sub.Example.com:8080/p/a/t/h?query=string#hash', 'http://a.com', 'http://a.com?x', '/a/b?c#d', '//a/b', 'mailto:a@b.c', 'javascript:alert(1)', 'HTTP://A/B C|{}', 'http://a.com:/x',
  'http://[::1]:8080/x', 'http://0x7f.1/', 'a/b', '', '?a=b', '#h', 'x:y:z', 'http://a/b\\c?d\\e', ' http://a/ ', 'http://a@b@c/', 'http://a%40b@c/', 'http://a;b/c', "http://a'b/", 'file:///etc/x', 'file:x', 'ws://h/p',
  'http://münchen.de/ü', 'http://a:b/c', 'coap:u:p@::1:61616/x', 'svn+ssh://foo/bar', 'dash-test:foo/bar', 'http:a/b', 'http:/a', 'http://a/?x=\'', 'git+http://u:h@x.com/p', 'xmpp:u@h.com', 'http://_jabber._tcp.google.com:80/test', 'http://a*b/c',
  'http://a b/c', 'http://a^b/', 'http://[fe80::1%25]/', 'https://hooks.slack.com/services/T/B/x', 'http://x.com/?a=1?b', 'http://x.com/#a?b', '//user@host/x', 'a@b/c',
]) show(() => JSON.stringify(input) + ' ' + JSON.stringify(url.parse(input)));
show(() => url.parse('/a?b=c&d=e&b=f', true));
show(() => url.parse('/a', true));
show(() => url.parse('//a/b', false, true));
show(() => url.parse(1));
show(() => url.parse());
for (const parts of [
  { protocol: 'http', host: 'a.com', pathname: 'x' }, { protocol: 'http:', hostname: 'a.com', port: 80, pathname: '/x', query: { a: 1, b: ['2', '3'] } }, { hostname: '::1', protocol: 'https', auth: 'u:p@' },
  { pathname: '/a?b#c', search: 'q#', hash: 'h' }, { protocol: 'mailto', pathname: 'a@b' }, { protocol: 'file', pathname: '/x' }, { host: 'a', slashes: true }, { search: '?x', query: { y: 1 } }, {}, 'http://a.com', 1, null,
]) show(() => JSON.stringify(parts) + ' ' + url.format(parts));
show(() => url.format(new URL('http://u:p@münchen.de/x?y#z'), { auth: false, fragment: false, search: false, unicode: true }));
show(() => url.format(new URL('http://a/x?y#z')));
for (const [from, to] of [
  ['/one/two/three', 'four'], ['http://example.com/', '/one'], ['http://example.com/one', '/two'], ['http://a.com/b/c/d', '../e'], ['http://a.com/b/c/d', '../../../e'], ['http://a.com/b', '?x'], ['http://a.com/b?c', '#h'], ['http://a.com/b', '//c.com/d'],
  ['http://a.com', 'https://b.com/x'], ['http://a.com/b', ''], ['http://u:p@a.com/b', '/c'], ['http://u:p@a.com/b', 'http://b.com/c'], ['mailto:a@b.c', 'd'], ['a/b', '../../c'], ['/a/b/', '.'], ['/a/b', '..'], ['.', '#h'], ['http://a.com/b', 'mailto:x@y'],
  ['http://a.com/b/c', 'http:d'], ['http://a.com/b/c', './d/./e/../f'], ['mini1.xml', 'file:///C:/DEV/x'], ['fred:///s//a/b/c', '../../../g'], ['http://a/b/c/d;p?q', ';x'], ['foo:a', '../b'], ['zz:abc', 'zz:/foo/../../../bar'], ['http://a.com/x', 'https:y'],
]) show(() => `${from} ${to} ${url.resolve(from, to)}`);
show(() => url.resolveObject('http://a.com/b', 'c').pathname);
show(() => new url.Url().protocol);

// Helpers.
show(() => JSON.stringify({ ...url.urlToHttpOptions(new URL('https://a%20b:c@[::1]:8/x?y#z')) }));
show(() => Object.getPrototypeOf(url.urlToHttpOptions(new URL('https://a'))));
show(() => [url.domainToASCII('münchen.de'), url.domainToASCII('xn--iñvalid.com'), url.domainToUnicode('xn--mnchen-3ya.de'), url.domainToUnicode('A.com')]);
show(() => [url.fileURLToPath('file:///a/b%20c'), url.pathToFileURL('/a/b c?#%').href]);
show(() => url.fileURLToPath('http://a'));
show(() => url.fileURLToPath('file://host/a'));
