// fs in a temporary folder: values and errors.
var fs = require('fs'), os = require('os'), path = require('path');
var dir = fs.mkdtempSync(path.join(os.tmpdir(), 'hook-'));
var at = (name) => path.join(dir, name);
var plain = (text) => String(text).split(dir).join('DIR');
function see(f) { show(function () { try { const v = f(); return plain(typeof v === 'string' ? v : JSON.stringify(v === undefined ? 'undefined' : v)); } catch (e) { return plain([e.name, e.code, e.errno, e.syscall, e.path, e.dest, e.message].join('|')); } }); }
see(() => /hook-[A-Za-z0-9]{6}$/.test(dir));
see(() => fs.existsSync(at('a')));
see(() => fs.writeFileSync(at('a'), 'grüße'));
see(() => [fs.existsSync(at('a')), fs.existsSync(dir), fs.existsSync(), fs.existsSync('')]);
see(() => fs.readFileSync(at('a'), 'utf8'));
see(() => fs.readFileSync(at('a')));
see(() => fs.readFileSync(at('a'), { encoding: 'hex' }));
see(() => fs.readFileSync(at('a'), 'odd'));
see(() => fs.readFileSync(Buffer.from(at('a')), 'latin1'));
see(() => fs.readFileSync(require('url').pathToFileURL(at('a')), 'utf8'));
see(() => fs.readFileSync(at('none')));
see(() => fs.readFileSync(dir));
see(() => fs.readFileSync());
see(() => fs.readFileSync('a\0b'));
see(() => fs.readFileSync(at('a'), { flag: 'zz' }));
see(() => fs.appendFileSync(at('a'), '!'));
see(() => fs.readFileSync(at('a'), 'utf8'));
see(() => fs.writeFileSync(at('a'), 5));
see(() => fs.writeFileSync(at('a'), { toString: () => 'x' }));
see(() => fs.writeFileSync(at('b'), Buffer.from([1, 2, 3])));
see(() => fs.writeFileSync(at('b'), new Uint16Array([258])));
see(() => fs.readFileSync(at('b'), 'hex'));
see(() => fs.writeFileSync(at('b'), 'x', { flag: 'wx' }));
see(() => fs.writeFileSync(at('x/y'), 'x'));
see(() => fs.writeFileSync(at('a/y'), 'x'));
see(() => fs.writeFileSync(dir, 'x'));
see(() => fs.mkdirSync(at('d')));
see(() => fs.mkdirSync(at('d')));
see(() => fs.mkdirSync(at('d/e/f')));
see(() => fs.mkdirSync(at('d/e/f'), { recursive: true }));
see(() => fs.mkdirSync(at('d/e/f'), { recursive: true }));
see(() => fs.mkdirSync(at('a/e'), { recursive: true }));
see(() => fs.mkdirSync(at('a'), { recursive: true }));
see(() => fs.writeFileSync(at('d/e/one'), '1'));
see(() => fs.readdirSync(dir));
see(() => fs.readdirSync(at('d'), { recursive: true }).sort());
see(() => fs.readdirSync(dir, { withFileTypes: true }).map((d) => [d.name, d.isFile(), d.isDirectory(), d.isSymbolicLink(), plain(d.path), plain(d.parentPath)]));
see(() => fs.readdirSync(at('a')));
see(() => fs.readdirSync(at('none')));
see(() => fs.readdirSync(dir, 'buffer').map((b) => Buffer.isBuffer(b)));
see(() => { const s = fs.statSync(at('a')); return [s.isFile(), s.isDirectory(), s.size, s.mtime instanceof Date, typeof s.mtimeMs, s.mode & 0o170000, s instanceof fs.Stats]; });
see(() => { const s = fs.statSync(at('d')); return [s.isFile(), s.isDirectory(), s.isFIFO(), s.isSocket(), s.isBlockDevice(), s.isCharacterDevice()]; });
see(() => fs.statSync(at('none')));
see(() => fs.statSync(at('none'), { throwIfNoEntry: false }));
see(() => typeof fs.statSync(at('a'), { bigint: true }).size);
see(() => Object.keys(fs.statSync(at('a'))));
see(() => Object.keys(fs.statSync(at('a'), { bigint: true })));
see(() => fs.lstatSync(at('none')));
see(() => fs.accessSync(at('none')));
see(() => fs.accessSync(at('a'), fs.constants.R_OK | fs.constants.W_OK));
see(() => fs.unlinkSync(at('none')));
see(() => fs.rmdirSync(at('d')));
see(() => fs.rmdirSync(at('a')));
see(() => fs.rmdirSync(at('none')));
see(() => fs.rmSync(at('none')));
see(() => fs.rmSync(at('none'), { force: true }));
see(() => fs.copyFileSync(at('a'), at('copy')));
see(() => fs.readFileSync(at('copy'), 'utf8'));
see(() => fs.copyFileSync(at('a'), at('copy'), fs.constants.COPYFILE_EXCL));
see(() => fs.copyFileSync(at('none'), at('copy')));
see(() => fs.renameSync(at('copy'), at('moved')));
see(() => [fs.existsSync(at('copy')), fs.readFileSync(at('moved'), 'utf8')]);
see(() => fs.renameSync(at('none'), at('moved')));
see(() => fs.renameSync(at('d'), at('d/e/g')));
see(() => fs.truncateSync(at('moved'), 3));
see(() => fs.readFileSync(at('moved'), 'hex'));
see(() => fs.truncateSync(at('moved'), 5));
see(() => fs.readFileSync(at('moved'), 'hex'));
see(() => fs.cpSync(at('d'), at('d2'), { recursive: true }));
see(() => fs.readdirSync(at('d2'), { recursive: true }).sort());
see(() => fs.rmSync(at('d2'), { recursive: true }));
see(() => fs.existsSync(at('d2')));
see(() => fs.realpathSync(at('d/../a')));
see(() => fs.realpathSync(at('none')));
see(() => fs.readlinkSync(at('a')));
var fd;
see(() => { fd = fs.openSync(at('f'), 'w+'); return typeof fd; });
see(() => fs.writeSync(fd, 'hello'));
see(() => fs.writeSync(fd, Buffer.from('xyz'), 1, 2));
see(() => fs.writeSync(fd, 'J', 0));
see(() => { const b = Buffer.alloc(4); return [fs.readSync(fd, b, 0, 4, 0), b.toString()]; });
see(() => { const b = Buffer.alloc(4); return [fs.readSync(fd, b, 1, 2, 3), b.toString('hex')]; });
see(() => { const b = Buffer.alloc(9); return [fs.readSync(fd, b, { position: 2 }), b.toString('hex')]; });
see(() => fs.fstatSync(fd).size);
see(() => fs.ftruncateSync(fd, 2));
see(() => fs.readFileSync(at('f'), 'utf8'));
see(() => fs.closeSync(fd));
see(() => fs.closeSync(fd));
see(() => fs.readSync(fd, Buffer.alloc(1)));
see(() => fs.openSync(at('none')));
see(() => fs.openSync(at('a'), 'wx'));
see(() => fs.closeSync('a'));
see(() => fs.closeSync(-1));
see(() => fs.chmodSync(at('a'), 0o600));
see(() => fs.statSync(at('a')).mode & 0o777);
see(() => fs.utimesSync(at('a'), 1, new Date(5000)));
see(() => [fs.statSync(at('a')).atimeMs, fs.statSync(at('a')).mtimeMs]);
see(() => fs.mkdtempSync(at('none/x')).length);
see(() => fs.readFile(at('a')));
see(() => fs.readFile(at('a'), 'utf8', 5));
see(() => { const d = fs.opendirSync(at('d')); const names = [d.readSync().name, d.readSync()]; d.closeSync(); return names; });
see(() => fs.opendirSync(at('none')));
var steps = [
  (next) => fs.readFile(at('a'), 'utf8', (e, v) => { print('readFile ' + e + ' ' + v); next(); }),
  (next) => fs.readFile(at('none'), (e) => { print(plain('readFile ' + e.message)); next(); }),
  (next) => fs.writeFile(at('w'), 'w', (e) => { print('writeFile ' + e); next(); }),
  (next) => fs.stat(at('w'), (e, s) => { print('stat ' + s.size); next(); }),
  (next) => fs.mkdir(at('m/n'), { recursive: true }, (e, made) => { print(plain('mkdir ' + e + ' ' + made)); next(); }),
  (next) => fs.exists(at('w'), (v) => { print('exists ' + v); next(); }),
  (next) => fs.readdir(at('m'), (e, list) => { print('readdir ' + list); next(); }),
  (next) => fs.access(at('none'), (e) => { print('access ' + e.code); next(); }),
  (next) => fs.open(at('w'), 'r', (e, fd) => fs.read(fd, Buffer.alloc(3), 0, 3, null, (e2, n, b) => { print('read ' + n + ' ' + b.toString('hex')); fs.close(fd, next); })),
  (next) => { const s = fs.createWriteStream(at('s')); s.on('open', () => print('open')); s.on('finish', () => print('finish ' + s.bytesWritten)); s.on('close', () => { print('close'); next(); }); s.write('one '); s.end('two'); },
  (next) => { let text = ''; fs.createReadStream(at('s'), { encoding: 'utf8' }).on('data', (c) => { text += c; }).on('close', () => { print('stream ' + text); next(); }); },
  (next) => { let text = ''; fs.createReadStream(at('s'), { start: 1, end: 3 }).on('data', (c) => { text += c; }).on('end', () => { print('part ' + text); next(); }); },
  (next) => fs.createReadStream(at('none')).on('error', (e) => { print(plain('stream ' + e.message)); next(); }),
  (next) => fs.promises.readFile(at('a'), 'utf8').then((v) => { print('promise ' + v); next(); }),
  (next) => fs.promises.readFile(at('none')).catch((e) => { print(plain('promise ' + e.message)); next(); }),
  (next) => fs.promises.open(at('s')).then(async (h) => { print('handle ' + (await h.readFile('utf8')) + ' ' + (await h.stat()).size); await h.close(); print('closed ' + h.fd); next(); }),
  (next) => fs.promises.rm(dir, { recursive: true }).then(() => { print('gone ' + fs.existsSync(dir)); next(); }),
  (next) => require('util').promisify(fs.readFile)(at('none')).catch((e) => { print(e.code); next(); }),
  () => print([require('fs/promises') === fs.promises, fs.constants.O_CREAT, fs.F_OK, fs.R_OK].join()),
];
(function go() { const step = steps.shift(); if (step) step(go); })();
