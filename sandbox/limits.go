package sandbox

import "github.com/hookline/hookline/scripts"

// Limits are those of every run.
func (s *Sandbox) Limits() scripts.Limits {
	l := s.config.Limits
	return scripts.Limits{
		WallMS: l.Wall.Milliseconds(), JavaScriptMS: l.JS.Milliseconds(), MemoryBytes: s.config.MemoryBytes,
		ScriptBytes: s.config.MaxSourceBytes, ResultBytes: l.ResultBytes, ConsoleBytes: l.ConsoleBytes,
		Requests: l.Requests, ResponseBytes: l.ResponseBytes, StorageBytes: scripts.MaxDocumentBytes,
		Secrets: scripts.MaxSecretsPerHook,
	}
}
