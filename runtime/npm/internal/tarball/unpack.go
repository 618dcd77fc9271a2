package tarball

import (
	"errors"
	"io"
	"os"
	"path"
)

// Unpack writes the files of a package for which keep is true under dir, a folder of root
// that it makes. All get the same modes. root keeps everything inside, even if somebody
// replaces a folder by a link meanwhile.
//
// spend is told the size of each file before it is written, and may refuse.
func Unpack(r io.Reader, root *os.Root, dir string, limits Limits, keep func(name string) bool, spend func(size int64) error) error {
	if err := root.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	made := map[string]bool{}
	return walk(r, limits, func(name string, size int64, r io.Reader) error {
		if !keep(name) {
			return nil
		}
		if err := spend(size); err != nil {
			return err
		}
		target := path.Join(dir, name)
		if folder := path.Dir(target); !made[folder] {
			if err := root.MkdirAll(folder, 0o755); err != nil {
				return err
			}
			made[folder] = true
		}
		return writeFile(root, target, r)
	})
}

func writeFile(root *os.Root, name string, r io.Reader) error {
	file, err := root.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o644)
	if err != nil {
		return err
	}
	_, err = io.Copy(file, r)
	return errors.Join(err, file.Close())
}
