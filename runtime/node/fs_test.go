package node

import (
	"testing"

	"github.com/stretchr/testify/require"
)

// filesOf runs a script that finds files of a bundle, and returns what it prints.
func filesOf(t *testing.T, script string) string {
	t.Helper()
	m := newMachine(t, nil)
	defer m.end()
	m.realm.Files = map[string][]byte{"/node_modules/a/data.json": []byte(`{"x":1}`), "/node_modules/a/b/c.txt": []byte("text")}
	m.run(t, prelude+`var fs = require('fs'); var code = (f) => { try { return f(); } catch (e) { return e.code + ' ' + e.message; } };`+script)
	return m.printed(t)
}

func TestFilesOfTheBundleAreReadOnly(t *testing.T) {
	t.Parallel()
	require.Equal(t, `{"x":1}
["b","data.json"]
[true,false,7]
EACCES EACCES: permission denied, open '/node_modules/a/data.json'
EACCES EACCES: permission denied, unlink '/node_modules/a/data.json'
EACCES EACCES: permission denied, mkdir '/node_modules/x'
EACCES EACCES: permission denied, open '/new'
ENOENT ENOENT: no such file or directory, open '/etc/passwd'
["dev","node_modules","tmp"]
`, filesOf(t, `
		show(() => fs.readFileSync('/node_modules/a/data.json', 'utf8'));
		show(() => fs.readdirSync('node_modules/a'));
		show(() => { const s = fs.statSync('/node_modules/a/data.json'); return [s.isFile(), s.isDirectory(), s.size]; });
		show(() => code(() => fs.writeFileSync('/node_modules/a/data.json', 'x')));
		show(() => code(() => fs.unlinkSync('/node_modules/a/data.json')));
		show(() => code(() => fs.mkdirSync('/node_modules/x')));
		show(() => code(() => fs.writeFileSync('/new', 'x')));
		show(() => code(() => fs.readFileSync('/etc/passwd')));
		show(() => fs.readdirSync('/'));`))
}

// TestFilesAreCopies changes what was read.
func TestFilesAreCopies(t *testing.T) {
	t.Parallel()
	require.Equal(t, "text\n", filesOf(t, `
		fs.readFileSync('/node_modules/a/b/c.txt').fill(0);
		show(() => fs.readFileSync('/node_modules/a/b/c.txt', 'latin1'));`))
}

func TestTemporaryFilesAreBounded(t *testing.T) {
	t.Parallel()
	require.Equal(t, `ENOSPC ENOSPC: no space left on device, write
true
ENOSPC ENOSPC: no space left on device, open '/tmp/f999'
EMFILE EMFILE: too many open files, open '/tmp/f1'
room again
`, filesOf(t, `
		show(() => code(() => { for (let i = 0; ; i++) fs.appendFileSync('/tmp/big', Buffer.alloc(1 << 20)); }));
		show(() => fs.statSync('/tmp/big').size <= 8 << 20 && fs.statSync('/tmp/big').size >= 4 << 20);
		fs.unlinkSync('/tmp/big');
		fs.writeFileSync('/tmp/f0', Buffer.alloc(1 << 20));
		show(() => code(() => { for (let i = 1; ; i++) fs.writeFileSync('/tmp/f' + i, ''); }).replace(/f\d+/, 'f999'));
		var open = [];
		show(() => code(() => { for (;;) open.push(fs.openSync('/tmp/f1')); }));
		for (const fd of open) fs.closeSync(fd);
		fs.rmSync('/tmp/f0');
		show(() => { fs.writeFileSync('/tmp/again', 'room again'); return fs.readFileSync('/tmp/again', 'utf8'); });`))
}
