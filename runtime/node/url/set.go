package url

import whatwg "github.com/nlnwa/whatwg-url/url"

// set returns the URL with one property changed. What the standard says to ignore changes
// nothing.
//
// https://url.spec.whatwg.org/#api
func set(href, property, value string) (*whatwg.Url, error) {
	u, err := Parse(href)
	if err != nil {
		return nil, err
	}
	switch property {
	case "protocol":
		u.SetProtocol(value)
	case "username":
		u.SetUsername(value)
	case "password":
		u.SetPassword(value)
	case "host":
		u.SetHost(value)
	case "hostname":
		u.SetHostname(value)
	case "port":
		u.SetPort(value)
	case "pathname":
		u.SetPathname(value)
	case "search":
		u.SetSearch(value)
	case "hash":
		u.SetHash(value)
	}
	return u, nil
}
