package api

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/hookline/hookline/scripts"
	"github.com/hookline/hookline/server/edge"
	"github.com/hookline/hookline/server/store"
)

const (
	// MaxHookName is the length of a hook's name.
	MaxHookName = 128
	// MaxDependencies is the number of npm packages of a hook.
	MaxDependencies = 100
	// MaxOrder bounds the place of a hook among several.
	MaxOrder = 1_000_000
	// maxPackageName is npm's own limit; maxRange is far above every version range.
	maxPackageName, maxRange = 214, 256
)

var (
	nameProperty = property{"name", fmt.Sprintf("letters, digits, spaces and dashes, beginning and ending with a letter or digit, at most %d characters", MaxHookName)}
	scriptProp   = property{"script", fmt.Sprintf("the hook's code, at most 100 kB, which is %d bytes", scripts.MaxScriptBytes)}
	triggerProp  = property{"triggerId", oneOf(triggerIDs())}
	enabledProp  = property{"enabled", "true or false"}
	orderProp    = property{"order", fmt.Sprintf("a whole number from 0 to %d; lower ones run first", MaxOrder)}
	roomProp     = property{"concurrency", fmt.Sprintf("a whole number from 0 to %d; 0 is as many as of the tenant", scripts.MaxConcurrency)}
	depsProp     = property{"dependencies", fmt.Sprintf("an object of at most %d npm package names, each with its version range", MaxDependencies)}
)

func triggerIDs() []scripts.TriggerID {
	var ids []scripts.TriggerID
	for _, t := range scripts.Triggers() {
		ids = append(ids, t.ID)
	}
	return ids
}

// hookBody is the body of a POST or PATCH; what was not sent is nil.
type hookBody struct {
	store.HookPatch
	trigger *scripts.TriggerID
	files   fileBody
}

func parseHook(body []byte) (hookBody, error) {
	var b hookBody
	err := edge.Object(body, func(name string, value []byte) (err error) {
		switch name {
		case "name":
			b.Name, err = pointer(hookName(value))
		case "script":
			b.Script, err = pointer(script(value))
		case "files":
			b.files.beside, err = pointer(files(value))
		case "entry":
			b.files.entry, err = pointer(entry(value))
		case "triggerId":
			b.trigger, err = pointer(trigger(value))
		case "enabled":
			b.Enabled, err = pointer(enabledProp.flag(value))
		case "order":
			b.Order, err = pointer(orderProp.number(value, MaxOrder))
		case "kind": // found out by the server: what was exported can be sent back
			err = kind(value)
		case "paused":
			b.Paused, err = pointer(pausedProp.flag(value))
		case "concurrency":
			b.Concurrency, err = pointer(roomProp.number(value, scripts.MaxConcurrency))
		case "retry":
			b.Retry, err = pointer(retry(value))
		case "dependencies":
			b.Deps, err = pointer(dependencies(value))
		default:
			err = unknownProperty(name)
		}
		return err
	})
	return b, err
}

// hook is the new hook that the body of a POST describes.
func (b hookBody) hook(tenant scripts.TenantID) (scripts.Hook, error) {
	switch {
	case b.Name == nil:
		return scripts.Hook{}, missingProperty("name")
	case b.Script == nil:
		return scripts.Hook{}, missingProperty("script")
	case b.trigger == nil:
		return scripts.Hook{}, missingProperty("triggerId")
	}
	h := scripts.Hook{Tenant: tenant, Name: *b.Name, Script: *b.Script, Trigger: *b.trigger}
	if b.Enabled != nil {
		h.Enabled = *b.Enabled
	}
	if b.Paused != nil {
		h.Paused = *b.Paused
	}
	if b.Retry != nil {
		h.Retry = *b.Retry
	}
	if b.Deps != nil {
		h.Deps = *b.Deps
	}
	if b.Concurrency != nil {
		h.Concurrency = *b.Concurrency
	}
	if b.Order != nil {
		h.Order = *b.Order
	}
	return h, nil
}

// patch is the change that the body of a PATCH describes.
func (b hookBody) patch() (store.HookPatch, error) {
	if b.trigger != nil {
		return store.HookPatch{}, badBody("Additional properties not allowed: triggerId (a hook keeps its trigger; create another hook)")
	}
	if b.HookPatch == (store.HookPatch{}) && b.files == (fileBody{}) {
		return store.HookPatch{}, badBody("Too few properties defined (0), minimum 1")
	}
	return b.HookPatch, nil
}

var kindProp = property{"kind", "hook, rule or action, as the server found out"}

func kind(value []byte) error {
	text, err := kindProp.text(value)
	if err == nil && !slices.Contains(scripts.Kinds(), scripts.Kind(text)) {
		return kindProp.bad("No enum match for: %.100s", text)
	}
	return err
}

func pointer[T any](value T, err error) (*T, error) { return &value, err }

// namePattern is the one of Auth0's API.
var namePattern = regexp.MustCompile(`^[a-zA-Z0-9]([ \-a-zA-Z0-9]*[a-zA-Z0-9])?$`)

// hookName writes the name as deploy-cli does before it compares names: in lower case,
// with dashes for spaces. Auth0 also split letters from digits (hook407 became
// hook-407), after which deploy-cli did not find its own hooks.
func hookName(value []byte) (string, error) {
	name, err := nameProperty.text(value)
	if err != nil {
		return "", err
	}
	if len(name) > MaxHookName {
		return "", nameProperty.bad("String is too long (%d chars), maximum %d", utf8.RuneCountInString(name), MaxHookName)
	}
	if !namePattern.MatchString(name) {
		return "", nameProperty.bad("String does not match pattern %s: %s", namePattern, name)
	}
	return strings.ReplaceAll(strings.ToLower(name), " ", "-"), nil
}

func script(value []byte) (string, error) {
	source, err := scriptProp.text(value)
	switch {
	case err != nil:
		return "", err
	case source == "":
		return "", scriptProp.bad("String is too short (0 chars), minimum 1")
	case len(source) > scripts.MaxScriptBytes:
		return "", scriptProp.bad("String is too long (%d bytes), maximum %d", len(source), scripts.MaxScriptBytes)
	}
	return source, nil
}

func trigger(value []byte) (scripts.TriggerID, error) {
	id, err := triggerProp.text(value)
	if err != nil {
		return "", err
	}
	if _, err := scripts.FindTrigger(scripts.TriggerID(id)); err != nil {
		return "", triggerProp.bad("No enum match for: %.100s", id)
	}
	return scripts.TriggerID(id), nil
}

func dependencies(value []byte) (scripts.Dependencies, error) {
	if edge.TypeName(value) != "object" {
		return nil, depsProp.wrongType("object", value)
	}
	deps := scripts.Dependencies{}
	err := edge.Object(value, func(name string, value []byte) error {
		versions, ok := edge.Text(value)
		switch {
		case !ok:
			return depsProp.bad("Expected type string but found type %s for %.100s", edge.TypeName(value), name)
		case name == "" || len(name) > maxPackageName:
			return depsProp.bad("Package names have 1 to %d characters", maxPackageName)
		case versions == "" || len(versions) > maxRange:
			return depsProp.bad("The version range of %s must have 1 to %d characters", name, maxRange)
		}
		deps[name] = versions
		return nil
	})
	if err == nil && len(deps) > MaxDependencies {
		err = depsProp.bad("Too many properties defined (%d), maximum %d", len(deps), MaxDependencies)
	}
	return deps, err
}
