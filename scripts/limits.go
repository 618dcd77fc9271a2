package scripts

// Limits are what a hook is held to, as the API shows them. Times are in milliseconds.
type Limits struct {
	WallMS        int64 `json:"wall_ms"`
	JavaScriptMS  int64 `json:"js_ms"`
	MemoryBytes   int64 `json:"memory_bytes"`
	ScriptBytes   int   `json:"script_bytes"`
	ResultBytes   int   `json:"result_bytes"`
	ConsoleBytes  int   `json:"console_bytes"`
	Requests      int   `json:"requests"`
	ResponseBytes int   `json:"response_bytes"`
	StorageBytes  int   `json:"storage_bytes"`
	Secrets       int   `json:"secrets"`
}
