//go:build !race

package packages_test

const raceDetector = false
