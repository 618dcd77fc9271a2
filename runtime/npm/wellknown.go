package npm

import (
	"maps"
	"slices"
)

// wellKnown are the modules that hooks require without declaring them, because Auth0's
// sandbox had them, and what Auth0's own templates use. The version is the last one that
// runs code of that time: Auth0's late sandbox (Node.js 12 to 18) where it is known, else
// the last of the major version that public hooks were written for. Versions are exact, so
// that a hook stays what it was.
var wellKnown = map[string]string{
	"@mailchimp/mailchimp_marketing": "3.0.80",
	"@sendgrid/mail":                 "7.7.0",
	"@sentry/node":                   "6.19.7",
	"@slack/web-api":                 "6.12.0",
	"@slack/webhook":                 "6.1.0",
	"airtable":                       "0.11.6",
	"analytics-node":                 "6.2.0",
	"async":                          "2.6.4",  // 3 answers with promises as well
	"auth0":                          "2.44.1", // the last with getUser and callbacks
	"aws-sdk":                        "2.1692.0",
	"axios":                          "0.21.4", // Auth0's templates had 0.21.1, which has known holes
	"azure-storage":                  "2.10.7",
	"bcryptjs":                       "2.4.3",
	"bluebird":                       "3.7.2",
	"crypto-js":                      "4.1.1",
	"express":                        "4.18.2",
	"google-auth-library":            "7.14.1",
	"got":                            "9.6.0", // 10 has other options, 12 is no CommonJS
	"graphql":                        "15.8.0",
	"graphql-request":                "3.7.0",
	"ip":                             "1.1.9",
	"ipaddr.js":                      "1.9.1",
	"js-yaml":                        "3.14.1", // 4 has no safeLoad
	"jsonwebtoken":                   "8.5.1",  // 9 refuses short keys
	"jwks-rsa":                       "1.12.3",
	"jwt-decode":                     "2.2.0",
	"lodash":                         "4.17.21",
	"mailchimp-api-v3":               "1.15.0",
	"mailgun-js":                     "0.22.0",
	"mixpanel":                       "0.17.0",
	"moment":                         "2.29.4",
	"moment-timezone":                "0.5.43",
	"mongodb":                        "3.7.4", // 5 has no callbacks
	"mysql":                          "2.18.1",
	"mysql2":                         "2.3.3",
	"node-fetch":                     "2.7.0", // 3 is no CommonJS
	"node-jose":                      "2.2.0",
	"node-uuid":                      "1.4.8",
	"nodemailer":                     "6.9.16",
	"oauth-sign":                     "0.9.0",
	"p-retry":                        "4.6.2",
	"pbkdf2":                         "3.1.2",
	"pg":                             "8.11.3",
	"pubnub":                         "4.37.0",
	"q":                              "1.5.1",
	"request":                        "2.88.2",
	"request-promise":                "4.2.6",
	"request-promise-native":         "1.0.9",
	"slack-notify":                   "0.1.7", // built in: no registry is asked
	"stripe":                         "8.222.0",
	"superagent":                     "7.1.6",
	"tedious":                        "11.8.0",
	"twilio":                         "3.84.1",
	"underscore":                     "1.13.6",
	"unirest":                        "0.6.0",
	"uuid":                           "3.4.0", // 7 has no uuid/v4
	"winston":                        "3.8.2",
	"xml2js":                         "0.4.23", // 0.5 gives objects without a prototype
	"xmldom":                         "0.6.0",
	"xpath":                          "0.0.32",
	"xtend":                          "4.0.2",
}

// BuiltIn is the well-known module that Hookline has itself, in this version: it needs no
// registry.
const BuiltIn = "slack-notify"

// WellKnown says which version of a module a hook gets that does not declare it.
func WellKnown(name string) (version string, ok bool) {
	version, ok = wellKnown[name]
	return version, ok
}

// WellKnownNames are the names that WellKnown knows, in order.
func WellKnownNames() []string { return slices.Sorted(maps.Keys(wellKnown)) }
