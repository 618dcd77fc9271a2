package edge

// The keys of the server's log records. Other packages of the server use these where
// they mean the same.
const (
	KeyRequest  = "request_id"
	KeyMethod   = "method"
	KeyPath     = "path"
	KeyStatus   = "status"
	KeyDuration = "duration"
	KeyError    = "error"
	KeyStack    = "stack"
)
