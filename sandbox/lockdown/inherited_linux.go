package lockdown

import (
	"os"
	"strconv"
	"strings"

	"golang.org/x/sys/unix"
)

// CloseInherited closes every descriptor above last that is not Go's own, which are
// anonymous: whatever a shell or a service manager gave the parent ends here. Call it
// before anything else is opened.
func CloseInherited(last int) error {
	directory, err := os.Open("/proc/self/fd")
	if err != nil {
		return err
	}
	defer func() { _ = directory.Close() }()
	names, err := directory.Readdirnames(-1)
	if err != nil {
		return err
	}
	own := int(directory.Fd())
	for _, name := range names {
		fd, err := strconv.Atoi(name)
		if err != nil || fd <= last || fd == own {
			continue
		}
		if target, err := os.Readlink("/proc/self/fd/" + name); err == nil && !strings.HasPrefix(target, "anon_inode:") {
			_ = unix.Close(fd)
		}
	}
	return nil
}
