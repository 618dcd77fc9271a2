// https://nodejs.org/docs/latest-v20.x/api/path.html
const path = require('path');
const list = ['', '.', '..', '/', '//', 'a', '/a', 'a/', '/a/b.txt', 'a/b/../c', './a', '../a', '/../a', 'a//b///c/', '.bashrc', 'a.b.c', 'a.', '.a.b', 'dir/.x', '/a/b/', 'x/y.tar.gz', '...', 'é/ü.js', 'a\\b'];
for (const p of list) show(() => [p, path.normalize(p), path.dirname(p), path.basename(p), path.extname(p), path.isAbsolute(p), JSON.stringify(path.parse(p))]);
show(() => [path.join('a', '..', '..', 'b'), path.join(), path.join(''), path.join('/a', '/b'), path.join('a', '', 'b/')]);
show(() => [path.resolve('/a', 'b', '../c'), path.resolve('/a', '/b'), path.resolve('/a/', '.'), path.resolve('/..')]);
show(() => [path.relative('/a/b/c', '/a/d'), path.relative('/a', '/a'), path.relative('/a/b', '/a/b/c/d'), path.relative('/', '/x'), path.relative('/ab', '/a')]);
show(() => [path.basename('a.js', '.js'), path.basename('.js', '.js'), path.basename('a.js', 'a.js'), path.basename('/x/a.js/', 'js')]);
show(() => [path.format({ dir: '/d', base: 'b' }), path.format({ root: '/', name: 'n', ext: '.e' }), path.format({ name: 'n', ext: 'e' }), path.format({})]);
show(() => [path.sep, path.delimiter, path.posix === path, path.posix.sep, typeof path.win32, path.toNamespacedPath('/a')]);
for (const f of ['normalize', 'join', 'resolve', 'dirname', 'basename', 'extname', 'isAbsolute', 'parse', 'format']) show(() => path[f](5));
show(() => path.basename('a', 5));
show(() => path.relative('a'));
show(() => require('node:path') === path && require('path/posix') === path);
