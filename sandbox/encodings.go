package sandbox

import (
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"net/url"
	"strings"
)

// encodings lists how a value may turn up in a text: as it is, as JSON, in a URL, in
// base64 at each of the three places it can have in a longer text (as in Basic
// authentication), and in hex.
func encodings(value string) []string {
	hexed := hex.EncodeToString([]byte(value))
	list := []string{
		value, url.QueryEscape(value), url.PathEscape(value), encodeURIComponent(value),
		hexed, strings.ToUpper(hexed),
	}
	list = append(list, inJSON(value)...)
	list = append(list, inAddress(value)...)
	return append(list, inBase64(value)...)
}

// encodeURIComponent is the JavaScript function (ECMA-262, 19.2.6.4).
func encodeURIComponent(s string) string {
	return uriComponent.Replace(url.QueryEscape(s))
}

var uriComponent = strings.NewReplacer("+", "%20", "%21", "!", "%27", "'", "%28", "(", "%29", ")", "%2A", "*")

// inJSON is the value as JSON.stringify and as Go's encoder write it, without quotes.
func inJSON(value string) []string {
	escaped, err := json.Marshal(value)
	if err != nil {
		return nil
	}
	html := string(escaped[1 : len(escaped)-1])
	plain := strings.NewReplacer(`\u003c`, "<", `\u003e`, ">", `\u0026`, "&").Replace(html)
	return []string{html, plain}
}

// minPath is the length under which the path of an address is not masked alone.
const minPath = 12

// inAddress is how an address that is a secret, as those of webhooks are, turns up in
// the records of requests: without user and query, or as its path.
func inAddress(value string) []string {
	u, err := url.Parse(value)
	if err != nil || u.Host == "" || len(u.EscapedPath()) < minPath {
		return nil
	}
	return []string{u.Scheme + "://" + u.Host + u.EscapedPath(), u.EscapedPath()}
}

// inBase64 drops the characters that mix the value with its neighbours.
func inBase64(value string) []string {
	var list []string
	for offset := range 3 {
		if offset > 0 && len(value) < 2*minSecret {
			break // what is left would be too short
		}
		padded := append(make([]byte, offset), value...)
		first := (offset*8 + 5) / 6
		last := len(padded) * 8 / 6
		list = append(list,
			base64.RawStdEncoding.EncodeToString(padded)[first:last],
			base64.RawURLEncoding.EncodeToString(padded)[first:last])
	}
	return list
}
