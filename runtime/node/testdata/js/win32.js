// path.win32 on a table of paths.
var win32 = require('path').win32;
var paths = ['', '.', '..', 'a', 'a/b', 'a\\b\\', 'C:', 'C:\\', 'C:/', 'C:a', 'C:a\\..\\b', 'C:\\a\\b.txt', 'c:/a//b/../c/./d.e.f', '\\a\\b', '/a/b/', '\\\\server\\share', '\\\\server\\share\\', '//server/share/dir/file.ext', '\\\\server\\\\share\\x', 'C:\\..\\..\\a', '..\\..\\a', 'a\\..\\..', '.hidden', 'x.', '..x', 'C:\\.bashrc', 'file.tar.gz', 'C:\\a\\\\'];
for (const p of paths) for (const f of ['normalize', 'isAbsolute', 'dirname', 'basename', 'extname', 'parse']) show(() => [f, p, win32[f](p)]);
for (const list of [['a', 'b'], ['C:\\', 'a', '..', 'b'], ['', ''], ['//a', 'b'], ['/', '/a'], ['\\\\server', 'share', 'x'], ['C:', 'a'], ['a/', '/b'], ['//', 'a']]) show(() => [list, win32.join(...list)]);
for (const list of [['C:\\a', 'b'], ['C:\\a', '..\\b'], ['C:\\a', '\\b'], ['C:\\a', 'D:\\b', 'c'], ['\\\\s\\h\\x', 'y'], ['C:\\a', 'C:b'], ['C:\\a\\b', '../../../c']]) show(() => [list, win32.resolve(...list)]);
for (const pair of [['C:\\a\\b', 'C:\\a\\c'], ['C:\\a', 'D:\\a'], ['C:\\A\\b', 'c:\\a\\B\\d'], ['C:\\', 'C:\\x'], ['C:\\x', 'C:\\'], ['C:\\a\\b\\c', 'C:\\a'], ['\\\\s\\h\\a', '\\\\s\\h\\b']]) show(() => [pair, win32.relative(...pair)]);
for (const p of [{ dir: 'C:\\a', base: 'b' }, { root: 'C:\\', dir: 'C:\\', name: 'b', ext: 'txt' }, { base: 'x' }, { root: 'C:\\' }, { dir: 'a', name: 'n', ext: '.e' }]) show(() => win32.format(p));
show(() => win32.basename('C:\\a\\b.html', '.html'));
show(() => win32.basename('b', 'b'));
show(() => [win32.sep, win32.delimiter, win32.win32 === win32, win32.posix === require('path'), require('path/win32') === win32]);
show(() => win32.join('a', 5));
show(() => win32.toNamespacedPath('C:\\a\\b'));
show(() => win32.toNamespacedPath('\\\\server\\share\\x'));
show(() => win32.toNamespacedPath(5));
