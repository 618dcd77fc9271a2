package node

// bindings are the Go sides of the modules, by the name for internalBinding.
var bindings = map[string]Binding{}
