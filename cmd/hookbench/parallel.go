package main

import "golang.org/x/sync/errgroup"

// inParallel calls f for 0 to n-1 from so many goroutines.
func inParallel(callers, n int, f func(i int) error) error {
	var group errgroup.Group
	group.SetLimit(callers)
	for i := range n {
		group.Go(func() error { return f(i) })
	}
	return group.Wait()
}
