//go:build race

package packages_test

// raceDetector makes these tests take an hour. What they run is raced elsewhere.
const raceDetector = true
