const dns = require('dns');
const settle = (name, promise) => promise.then((v) => print(`${name} ${JSON.stringify(v)}`), (e) => print(`${name} ${e.name} ${e.code} ${e.errno} ${e.syscall} ${e.hostname} ${e.message}`));
async function main() {
  for (const args of [['1.2.3.4'], ['::1'], ['1.2.3.4', 4], ['1.2.3.4', { all: true }], ['', {}], [null], ['::1', { family: 6 }]]) {
    await settle(`lookup ${JSON.stringify(args)}`, new Promise((resolve, reject) => dns.lookup(...args, (err, ...more) => (err ? reject(err) : resolve(more)))));
    await settle(`promises ${JSON.stringify(args)}`, dns.promises.lookup(...args));
  }
  await settle('callback order', new Promise((resolve) => { let later = false; dns.lookup('1.1.1.1', () => resolve(later)); later = true; }));
  for (const args of [[5, () => {}], ['a.example'], ['a.example', 5, () => {}], ['a.example', 'x', () => {}], ['a.example', { family: 7 }, () => {}], ['a.example', { all: 1 }, () => {}], ['a.example', { verbatim: true }, 5]]) {
    show(() => dns.lookup(...args));
  }
  show(() => dns.resolve4(5, () => {}));
  show(() => dns.resolve4('a.example'));
  show(() => dns.resolve('a.example', 'NOPE', () => {}));
  show(() => dns.resolve('a.example', 5, () => {}));
  show(() => dns.reverse('nonsense', () => {}));
  show(() => dns.setDefaultResultOrder('x'));
  show(() => [dns.getDefaultResultOrder(), dns.NOTFOUND, dns.NODATA, dns.TIMEOUT, dns.ADDRCONFIG, dns.V4MAPPED, dns.ALL, require('dns/promises') === dns.promises]);
  show(() => Object.keys(dns).filter((k) => typeof dns[k] === 'function').sort());
  show(() => new dns.Resolver() instanceof dns.Resolver && typeof new dns.promises.Resolver().resolve4);
}
main().then(() => print('done'), (e) => print(e.stack));
