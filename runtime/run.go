package runtime

import (
	"context"

	"github.com/hookline/hookline/scripts"
)

// Run runs a hook to its end. Whatever the script does is in the result; ctx ends the
// run early, as canceled.
func (e *Engine) Run(ctx context.Context, in Input) scripts.Attempted { panic("in work") }
