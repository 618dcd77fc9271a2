package api

import (
	"context"
	"fmt"
	"net/http"
	"slices"

	"github.com/go-chi/chi/v5"

	"github.com/hookline/hookline/scripts"
	"github.com/hookline/hookline/server/edge"
	"github.com/hookline/hookline/server/store"
)

const (
	// maxSelected bounds what one call replays or cancels. The next call goes on.
	maxSelected = 10_000
	// selectedStep is what goes into one transaction, so that events get in between.
	selectedStep = 200
)

// replayed and canceled answer calls that change executions. Matched is what the filter
// selects, or selected before the call.
type replayed struct {
	Matched    int                   `json:"matched"`
	Replayed   int                   `json:"replayed"`
	Executions []scripts.ExecutionID `json:"executions,omitempty"`
}

type canceled struct {
	Matched  int `json:"matched"`
	Canceled int `json:"canceled"`
}

// version is which version a replay runs: "ran", the one that ran, or "current".
func (q *query) current() bool { return choice(q, "version", []string{"ran", "current"}) == "current" }

func (a *api) replayExecution(w http.ResponseWriter, r *http.Request, tenant scripts.TenantID) error {
	q := readQuery(r, "version")
	current := q.current()
	if q.err != nil {
		return q.err
	}
	e, err := a.Store.Execution(r.Context(), tenant, scripts.ExecutionID(chi.URLParam(r, "id")))
	if err != nil {
		return err
	}
	made, err := a.Store.Replay(r.Context(), tenant, []scripts.ExecutionID{e.ID}, current)
	if err != nil {
		return err
	}
	if len(made) == 0 {
		return scripts.Conflict("ExecutionNotReplayable", fmt.Sprintf(
			"The execution is %s and can only be replayed when it has ended, while its hook, that version of it and its event exist. Add version=current to run the current version.", e.State))
	}
	return edge.JSON(w, http.StatusAccepted, replayed{1, 1, made})
}

func (a *api) cancelExecution(w http.ResponseWriter, r *http.Request, tenant scripts.TenantID) error {
	if q := readQuery(r); q.err != nil {
		return q.err
	}
	e, err := a.Store.Execution(r.Context(), tenant, scripts.ExecutionID(chi.URLParam(r, "id")))
	if err != nil {
		return err
	}
	n, err := a.Store.Cancel(r.Context(), tenant, []scripts.ExecutionID{e.ID})
	if err != nil {
		return err
	}
	if n == 0 {
		return scripts.Conflict("ExecutionNotCancelable", fmt.Sprintf(
			"The execution is %s; one can be canceled while it is waiting or ready, and discarded when it is dead.", e.State))
	}
	return edge.JSON(w, http.StatusOK, canceled{1, n})
}

func (a *api) replayExecutions(w http.ResponseWriter, r *http.Request, tenant scripts.TenantID) error {
	q := readQuery(r, slices.Concat(filterNames, []string{"version", "dry_run"})...)
	current := q.current()
	var answer replayed
	return a.onSelected(w, r, tenant, q, &answer.Matched, &answer, func(ctx context.Context, ids []scripts.ExecutionID) error {
		made, err := a.Store.Replay(ctx, tenant, ids, current)
		answer.Replayed += len(made)
		return err
	})
}

func (a *api) cancelExecutions(w http.ResponseWriter, r *http.Request, tenant scripts.TenantID) error {
	q := readQuery(r, slices.Concat(filterNames, []string{"dry_run"})...)
	var answer canceled
	return a.onSelected(w, r, tenant, q, &answer.Matched, &answer, func(ctx context.Context, ids []scripts.ExecutionID) error {
		n, err := a.Store.Cancel(ctx, tenant, ids)
		answer.Canceled += n
		return err
	})
}

// onSelected calls change for what the query selects, in steps from the newest on, and
// answers. A dry run only counts. What change makes is newer than all that is selected.
func (a *api) onSelected(w http.ResponseWriter, r *http.Request, tenant scripts.TenantID, q *query, matched *int, answer any,
	change func(context.Context, []scripts.ExecutionID) error) error {
	filter, dry := q.filter(), q.flag("dry_run")
	if q.err == nil && filter.State == "" {
		q.bad("state", oneOf(scripts.States()), "Missing required parameter")
	}
	if q.err != nil {
		return q.err
	}
	ctx, cancel := context.WithTimeout(r.Context(), searchTime)
	defer cancel()
	var err error
	if *matched, err = a.Store.Count(ctx, tenant, filter); err != nil {
		return tooLong(err)
	}
	if dry == nil || !*dry {
		if err := a.inSteps(r.Context(), tenant, filter, change); err != nil {
			return err
		}
	}
	return edge.JSON(w, http.StatusOK, answer)
}

func (a *api) inSteps(ctx context.Context, tenant scripts.TenantID, filter store.ExecutionFilter,
	change func(context.Context, []scripts.ExecutionID) error) error {
	filter.Limit = selectedStep
	for done := 0; done < maxSelected; {
		found, err := a.Store.ListExecutions(ctx, tenant, filter)
		if err != nil {
			return err
		}
		if len(found) == 0 {
			return nil
		}
		ids := make([]scripts.ExecutionID, len(found))
		for i, e := range found {
			ids[i] = e.ID
		}
		if err := change(ctx, ids); err != nil {
			return err
		}
		done += len(found)
		filter.Before = ids[len(ids)-1]
	}
	return nil
}
