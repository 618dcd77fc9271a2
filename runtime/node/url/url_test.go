package url

import (
	"strings"
	"testing"
	"time"

	"github.com/dop251/goja"
	"github.com/stretchr/testify/require"

	"github.com/hookline/hookline/runtime/realm"
)

// FuzzParse looks for inputs that break the parser or a setter.
func FuzzParse(f *testing.F) {
	for _, seed := range []string{"http://a/b?c#d", "https://user:p@[::1]:8/%7C|?q='", "file:///C|/..", "mailto:x",
		"data:a b ", "http://0x7f.1", "foo://h//p", "web+x:/.//p", "http://xn--a", "blob:http://x"} {
		f.Add(seed, "v")
	}
	properties := []string{"protocol", "username", "password", "host", "hostname", "port", "pathname", "search", "hash"}
	f.Fuzz(func(t *testing.T, input, value string) {
		u, err := Parse(input)
		if err != nil {
			return
		}
		for _, property := range properties {
			_, _ = set(u.Href(false), property, value)
		}
	})
}

func TestLongURLsAreRefused(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		input string
		valid bool
	}{
		"long path":      {"http://a/" + strings.Repeat("x", 1<<19), true},
		"too long":       {"http://a/" + strings.Repeat("x", 1<<20), false},
		"many at signs":  {"http://" + strings.Repeat("a@", 1<<15) + "h/", false},
		"without slash":  {"http:" + strings.Repeat("a@", 1<<15) + "h/", false},
		"odd slashes":    {"http:\\/\t/" + strings.Repeat("a@", 1<<15) + "h/", false},
		"other scheme":   {"foo://" + strings.Repeat("\\a@", 1<<15) + "h/", false},
		"no scheme":      {strings.Repeat("a@", 1<<15) + ":h/", false},
		"at in the path": {"http://a/" + strings.Repeat("a@", 1<<15), true},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := Parse(test.input)
			require.Equal(t, test.valid, err == nil, err)
		})
	}
}

func TestFormKeepsWhatIsNoEscape(t *testing.T) {
	t.Parallel()
	vm := goja.New()
	require.NoError(t, vm.Set("url", Binding(realm.New(t.Context(), vm, time.Now()))))
	value, err := vm.RunString(`url.serializeForm(url.parseForm('a=%zz&%C3%A4=%ff+b&&c&=d'))`)
	require.NoError(t, err)
	require.Equal(t, "a=%25zz&%C3%A4=%EF%BF%BD+b&c=&=d", value.String())
}
