package runtime_test

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/hookline/hookline/runtime"
	"github.com/hookline/hookline/scripts"
)

// service is a server on loopback that notes what it is sent and answers as told.
type service struct {
	*httptest.Server
	mu      sync.Mutex
	seen    []string
	answers []http.HandlerFunc // one after the other; the last for all further ones
}

func serve(t *testing.T, answers ...http.HandlerFunc) *service {
	t.Helper()
	s := &service{answers: answers}
	s.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		s.mu.Lock()
		s.seen = append(s.seen, strings.TrimSpace(r.Method+" "+r.URL.RequestURI()+" "+r.Header.Get("Authorization")+" "+string(body)))
		answer := s.answers[0]
		if len(s.answers) > 1 {
			s.answers = s.answers[1:]
		}
		s.mu.Unlock()
		answer(w, r)
	}))
	t.Cleanup(s.Close)
	return s
}

func says(status int, body string, header ...string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		for i := 0; i < len(header); i += 2 {
			w.Header().Set(header[i], header[i+1])
		}
		w.WriteHeader(status)
		_, _ = io.WriteString(w, body)
	}
}

// example runs one of scripts/examples on its trigger's sample.
func example(t *testing.T, name string, payload []byte, secrets map[string]string) scripts.Attempted {
	t.Helper()
	e, err := scripts.FindExample(name)
	require.NoError(t, err)
	program, err := runtime.Compile(e.Script)
	require.NoError(t, err)
	if payload == nil {
		payload = sample(t, e.Trigger)
	}
	transport := &http.Transport{}
	defer transport.CloseIdleConnections()
	return runtime.New(runtime.Config{Transport: transport}).Run(t.Context(), runtime.Input{
		Program: program, Trigger: e.Trigger, Payload: payload, Secrets: secrets,
	})
}

func returned(t *testing.T, got scripts.Attempted) {
	t.Helper()
	require.Equal(t, scripts.OutcomeReturned, got.Outcome, "%+v", got.Error)
	require.Empty(t, got.Warnings)
}

func TestExampleSlack(t *testing.T) {
	t.Parallel()
	slack := serve(t, says(200, "ok"))
	returned(t, example(t, "slack", nil, map[string]string{"SLACK_HOOK": slack.URL + "/services/x"}))
	require.Len(t, slack.seen, 1)
	require.Contains(t, slack.seen[0], "POST /services/x")
	require.Contains(t, slack.seen[0], "New%20user%3A%20user1%20%28user1%40foo.com%29")

	slack = serve(t, says(500, "no_service"))
	got := example(t, "slack", nil, map[string]string{"SLACK_HOOK": slack.URL})
	returned(t, got)
	require.Contains(t, got.Console[0].Text, "Slack was not reached")
}

func TestExampleEmailByHTTP(t *testing.T) {
	t.Parallel()
	mail := serve(t, says(202, ""), says(401, `{"errors":[]}`))
	secrets := map[string]string{"SENDGRID_KEY": "key", "MAIL_FROM": "us@example.com", "SENDGRID_URL": mail.URL}
	returned(t, example(t, "email-http", nil, secrets))
	require.Contains(t, mail.seen[0], `POST /v3/mail/send Bearer key {"personalizations":[{"to":[{"email":"user1@foo.com"}]}],"from":{"email":"us@example.com"}`)
	require.Contains(t, mail.seen[0], "2019-02-27T10:15:30.000Z")
	got := example(t, "email-http", nil, secrets)
	require.Equal(t, `SendGrid answered 401: {"errors":[]}`, got.Error.Message)
}

func TestExampleCRM(t *testing.T) {
	t.Parallel()
	crm := serve(t, says(429, "", "Retry-After", "0.05"), says(404, ""), says(429, "", "Retry-After", "0.05"), says(201, "{}"), says(200, "{}"))
	secrets := map[string]string{"CRM_TOKEN": "t", "CRM_URL": crm.URL}
	got := example(t, "crm", nil, secrets)
	returned(t, got)
	require.Equal(t, "created the contact of user1@foo.com", got.Console[len(got.Console)-1].Text)
	require.Len(t, crm.seen, 4)
	require.Contains(t, crm.seen[1], `PATCH /crm/v3/objects/contacts/user1%40foo.com?idProperty=email Bearer t {"properties":{"email":"user1@foo.com"`)
	require.Contains(t, crm.seen[3], `POST /crm/v3/objects/contacts Bearer t`)
	require.Contains(t, crm.seen[3], `"auth_user_id":"auth0|abc123"`)
	got = example(t, "crm", nil, secrets)
	returned(t, got)
	require.Equal(t, "updated the contact of user1@foo.com", got.Console[0].Text)

	busy := serve(t, says(429, "", "Retry-After", "0.01"))
	got = example(t, "crm", nil, map[string]string{"CRM_URL": busy.URL})
	require.Equal(t, "the CRM answered 429", got.Error.Message)
	require.Len(t, busy.seen, 4)
}

func TestExampleCompanyDomains(t *testing.T) {
	t.Parallel()
	got := example(t, "company-domains", nil, map[string]string{"COMPANY_DOMAINS": "example.com, Foo.com"})
	returned(t, got)
	require.JSONEq(t, `{"user":{"app_metadata":{"plan":"full","company":"foo.com"}}}`, string(got.Result))
	for language, text := range map[string]string{"en-us": "Please register", "de-AT": "Bitte registriere dich", "xx": "Please register"} {
		payload := strings.Replace(string(sample(t, scripts.PreUserRegistration)), "en-us", language, 1)
		got = example(t, "company-domains", []byte(payload), map[string]string{"COMPANY_DOMAINS": "example.com"})
		require.Equal(t, "PreUserRegistrationError", got.Error.Name)
		require.Contains(t, string(got.Error.Props["friendlyMessage"]), text)
	}
}

func TestExampleMachineClaims(t *testing.T) {
	t.Parallel()
	got := example(t, "machine-claims", nil, nil)
	returned(t, got)
	require.JSONEq(t, `{"scope":["read:connections","read:reports"],"https://example.com/plan":"full"}`, string(got.Result))
	got = example(t, "machine-claims", json.RawMessage(`{"client":{"metadata":{"plan":"x"}},"audience":"a","context":{}}`), nil)
	require.Equal(t, "InvalidRequestError", got.Error.Name)
}

func TestExampleSMS(t *testing.T) {
	t.Parallel()
	twilio := serve(t, says(201, `{"sid":"SM1"}`), says(400, `{"message":"not a mobile number"}`))
	secrets := map[string]string{"TWILIO_SID": "AC1", "TWILIO_TOKEN": "t", "TWILIO_FROM": "+15550100", "TWILIO_URL": twilio.URL}
	got := example(t, "sms", nil, secrets)
	returned(t, got)
	require.JSONEq(t, `{"MessageID":"SM1"}`, string(got.Result))
	require.Equal(t, "POST /2010-04-01/Accounts/AC1/Messages.json Basic QUMxOnQ= To=1-808-555-5555&From=%2B15550100&Body=Here+is+your+one+time+password%3A+999111", twilio.seen[0])
	got = example(t, "sms", nil, secrets)
	require.Equal(t, "Twilio answered 400: not a mobile number", got.Error.Message)
	require.JSONEq(t, `"The code could not be sent."`, string(got.Error.Props["friendlyMessage"]))
	voice := strings.Replace(string(sample(t, scripts.SendPhoneMessage)), `"sms"`, `"voice"`, 1)
	got = example(t, "sms", []byte(voice), secrets)
	require.Equal(t, "only text messages are sent", got.Error.Message)
}
