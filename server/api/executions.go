package api

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"time"

	"github.com/go-chi/chi/v5"

	"github.com/hookline/hookline/scripts"
	"github.com/hookline/hookline/server/edge"
	"github.com/hookline/hookline/server/store"
)

// searchTime bounds a search for what is rare in a long history.
const searchTime = 10 * time.Second

// executionPage is a page of the history, newest first. Next is what to give as before
// to get the next page; it is absent on the last one.
type executionPage struct {
	Executions []scripts.Execution `json:"executions"`
	Next       scripts.ExecutionID `json:"next,omitempty"`
}

// filterNames are the parameters that select executions.
var filterNames = []string{"hook_id", "trigger_id", "state", "outcome", "from", "to"}

func (q *query) filter() store.ExecutionFilter {
	return store.ExecutionFilter{
		Hook:    scripts.HookID(q.text("hook_id")),
		Trigger: choice(q, "trigger_id", triggerIDs()),
		State:   choice(q, "state", scripts.States()),
		Outcome: choice(q, "outcome", scripts.Outcomes()),
		From:    q.time("from"),
		To:      q.time("to"),
	}
}

func (a *api) listExecutions(w http.ResponseWriter, r *http.Request, tenant scripts.TenantID) error {
	q := readQuery(r, slices.Concat(filterNames, []string{"before", "per_page"})...)
	size := q.number("per_page", standardPage, 1, largestPage)
	filter := q.filter()
	filter.Before = scripts.ExecutionID(q.text("before"))
	filter.Limit = size + 1 // one more tells whether there is a next page
	if q.err != nil {
		return q.err
	}
	ctx, cancel := context.WithTimeout(r.Context(), searchTime)
	defer cancel()
	found, err := a.Store.ListExecutions(ctx, tenant, filter)
	if err != nil {
		return tooLong(err)
	}
	for i := range found {
		a.explain(&found[i])
	}
	return edge.JSON(w, http.StatusOK, pageOf(found, size))
}

// tooLong says so where a search has reached searchTime.
func tooLong(err error) error {
	if errors.Is(err, context.DeadlineExceeded) {
		return unavailable(fmt.Sprintf("The search took longer than %v; leave out hook_id, trigger_id or outcome, or add state, from or to.", searchTime))
	}
	return err
}

// explain says why an execution waits, if that is not its turn.
func (a *api) explain(e *scripts.Execution) {
	if e.State != scripts.StateReady {
		return
	}
	if pause := a.Paused(e.Tenant); pause != nil {
		e.Warnings = append(e.Warnings, pause.Error())
	}
}

func pageOf(found []scripts.Execution, size int) executionPage {
	switch {
	case found == nil:
		return executionPage{Executions: []scripts.Execution{}}
	case len(found) <= size:
		return executionPage{Executions: found}
	}
	return executionPage{found[:size], found[size-1].ID}
}

func (a *api) getExecution(w http.ResponseWriter, r *http.Request, tenant scripts.TenantID) error {
	execution, err := a.Store.Execution(r.Context(), tenant, scripts.ExecutionID(chi.URLParam(r, "id")))
	if err != nil {
		return err
	}
	a.explain(&execution)
	return edge.JSON(w, http.StatusOK, execution)
}
