package packages_test

import (
	"net/http"
	"strings"
)

// services answer as the real ones do, as far as the hooks here ask.
var services = map[string]func(reply, *http.Request, []byte){
	"api.example.com":                example,
	"plain.example.com":              example,
	"graphql.example.com":            graphQL,
	"hooks.slack.com":                slackHook,
	"slack.com":                      slackAPI,
	"tenant.auth0.com":               auth0,
	"api.sendgrid.com":               sendGrid,
	"api.mailgun.net":                mailgun,
	"us1.api.mailchimp.com":          mailchimp,
	"api.twilio.com":                 twilio,
	"api.stripe.com":                 stripe,
	"api.airtable.com":               airtable,
	"api.segment.io":                 fixed(`{"success":true}`),
	"api.mixpanel.com":               fixed("1"),
	"api.intercom.io":                intercom,
	"api.hubapi.com":                 hubSpot,
	"sns.us-east-1.amazonaws.com":    awsSNS,
	"lambda.us-east-1.amazonaws.com": awsLambda,
	"o1.ingest.sentry.io":            fixed(`{"id":"1"}`),
	"oauth2.googleapis.com":          googleToken,
	"www.googleapis.com":             googleToken,
	"pubsub.googleapis.com":          fixed(`{"messageIds":["1"]}`),
}

// fixed always gives the same JSON.
func fixed(text string) func(reply, *http.Request, []byte) {
	return func(rw reply, _ *http.Request, _ []byte) { rw.json(http.StatusOK, text) }
}

func graphQL(rw reply, _ *http.Request, body []byte) {
	if strings.Contains(string(body), "fails") {
		rw.json(http.StatusOK, `{"errors":[{"message":"field 'fails' not found"}]}`)
		return
	}
	rw.json(http.StatusOK, `{"data":{"users":[{"id":"1"}]}}`)
}

// slackHook knows one webhook.
func slackHook(rw reply, r *http.Request, _ []byte) {
	if r.URL.Path != "/services/T/B/x" {
		rw.text(http.StatusNotFound, "no_team")
		return
	}
	rw.text(http.StatusOK, "ok")
}

func slackAPI(rw reply, r *http.Request, _ []byte) {
	switch r.URL.Path {
	case "/api/chat.postMessage":
		rw.json(http.StatusOK, `{"ok":true,"channel":"C1","ts":"1503435956.000247"}`)
	case "/api/users.lookupByEmail":
		rw.json(http.StatusOK, `{"ok":true,"user":{"id":"U1"}}`)
	default:
		rw.json(http.StatusOK, `{"ok":false,"error":"channel_not_found"}`)
	}
}

func auth0(rw reply, r *http.Request, _ []byte) {
	switch {
	case r.URL.Path == "/.well-known/jwks.json":
		rw.json(http.StatusOK, `{"keys":[`+publicJWK()+`]}`)
	case r.URL.Path == "/oauth/token":
		rw.json(http.StatusOK, `{"access_token":"opaque","token_type":"Bearer","expires_in":86400}`)
	case strings.HasSuffix(r.URL.Path, "404"):
		rw.json(http.StatusNotFound, `{"statusCode":404,"error":"Not Found","message":"The user does not exist.","errorCode":"inexistent_user"}`)
	case r.URL.Path == "/api/v2/users":
		rw.json(http.StatusOK, `[{"user_id":"auth0|1"}]`)
	default:
		rw.json(http.StatusOK, `{"user_id":"auth0|1","app_metadata":{"plan":"gold"}}`)
	}
}

func sendGrid(rw reply, _ *http.Request, body []byte) {
	if strings.Contains(string(body), "refused@") {
		rw.json(http.StatusBadRequest, `{"errors":[{"message":"Does not contain a valid address.","field":"to","help":null}]}`)
		return
	}
	rw.Header().Set("X-Message-Id", "message-1")
	rw.WriteHeader(http.StatusAccepted)
}

func mailgun(rw reply, r *http.Request, _ []byte) {
	if strings.Contains(r.URL.Path, "missing") {
		rw.json(http.StatusNotFound, `{"message":"Mailing list missing@mg.example.com not found"}`)
		return
	}
	rw.json(http.StatusOK, `{"id":"<1@mg.example.com>","message":"Queued. Thank you."}`)
}

func mailchimp(rw reply, r *http.Request, _ []byte) {
	if strings.Contains(r.URL.Path, "missing") {
		rw.typed(http.StatusNotFound, "application/problem+json", `{"type":"https://mailchimp.com/developer/","title":"Resource Not Found","status":404,"detail":"The requested resource could not be found.","instance":"1"}`)
		return
	}
	rw.json(http.StatusOK, `{"id":"m1","status":"subscribed"}`)
}

func twilio(rw reply, _ *http.Request, body []byte) {
	if strings.Contains(string(body), "To=refused") {
		rw.json(http.StatusBadRequest, `{"code":21211,"message":"The 'To' number refused is not a valid phone number.","more_info":"https://www.twilio.com/docs/errors/21211","status":400}`)
		return
	}
	rw.json(http.StatusCreated, `{"sid":"SM1","status":"queued","date_created":"Thu, 30 Jul 2015 20:12:31 +0000","body":"Welcome"}`)
}

func stripe(rw reply, r *http.Request, _ []byte) {
	rw.Header().Set("Request-Id", "req_1")
	switch {
	case r.URL.Path == "/v1/charges":
		rw.json(http.StatusPaymentRequired, `{"error":{"code":"card_declined","message":"Your card was declined.","type":"card_error"}}`)
	case r.Method == http.MethodGet:
		rw.json(http.StatusOK, `{"object":"list","data":[{"id":"cus_1","object":"customer"}],"has_more":false,"url":"/v1/customers"}`)
	default:
		rw.json(http.StatusOK, `{"id":"cus_1","object":"customer","email":"zoe@example.com"}`)
	}
}

func airtable(rw reply, r *http.Request, _ []byte) {
	switch {
	case strings.Contains(r.URL.Path, "Missing"):
		rw.json(http.StatusNotFound, `{"error":{"type":"TABLE_NOT_FOUND","message":"Could not find table Missing"}}`)
	case strings.HasSuffix(r.URL.Path, "/listRecords"), r.Method == http.MethodGet:
		rw.json(http.StatusOK, `{"records":[{"id":"rec1","fields":{"Email":"zoe@example.com"},"createdTime":"2021-01-01T00:00:00.000Z"}]}`)
	default:
		rw.json(http.StatusOK, `{"records":[{"id":"rec1","fields":{},"createdTime":"2021-01-01T00:00:00.000Z"}]}`)
	}
}

func intercom(rw reply, r *http.Request, _ []byte) {
	if strings.Contains(r.URL.Path, "missing") {
		rw.json(http.StatusNotFound, `{"type":"error.list","request_id":"1","errors":[{"code":"not_found","message":"Contact Not Found"}]}`)
		return
	}
	rw.json(http.StatusOK, `{"type":"contact","id":"contact-1","external_id":"1"}`)
}

func hubSpot(rw reply, r *http.Request, _ []byte) {
	if strings.HasSuffix(r.URL.Path, "/404") {
		rw.json(http.StatusNotFound, `{"status":"error","message":"resource not found","correlationId":"1"}`)
		return
	}
	rw.json(http.StatusCreated, `{"id":"51","properties":{},"createdAt":"2019-10-30T03:30:17.883Z","updatedAt":"2019-10-30T03:30:17.883Z","archived":false}`)
}

func awsSNS(rw reply, _ *http.Request, body []byte) {
	if strings.Contains(string(body), "missing") {
		rw.typed(http.StatusNotFound, "text/xml", `<ErrorResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><Error><Type>Sender</Type><Code>NotFound</Code><Message>Topic does not exist</Message></Error><RequestId>r-2</RequestId></ErrorResponse>`)
		return
	}
	rw.typed(http.StatusOK, "text/xml", `<PublishResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><PublishResult><MessageId>m-1</MessageId></PublishResult><ResponseMetadata><RequestId>r-1</RequestId></ResponseMetadata></PublishResponse>`)
}

func awsLambda(rw reply, r *http.Request, _ []byte) {
	if strings.Contains(r.URL.Path, "missing") {
		rw.Header().Set("X-Amzn-Errortype", "ResourceNotFoundException")
		rw.json(http.StatusNotFound, `{"Type":"User","Message":"Function not found"}`)
		return
	}
	rw.Header().Set("X-Amz-Executed-Version", "$LATEST")
	rw.json(http.StatusOK, `{"welcomed":true}`)
}

// googleToken looks into the assertion, which is a token itself.
func googleToken(rw reply, _ *http.Request, body []byte) {
	assertion := mask(string(body))
	switch {
	case strings.Contains(assertion, "refused@example.com"):
		rw.json(http.StatusBadRequest, `{"error":"invalid_grant","error_description":"Invalid grant: account not found"}`)
	case strings.Contains(assertion, "target_audience"):
		rw.json(http.StatusOK, `{"id_token":"`+idToken()+`"}`)
	default:
		rw.json(http.StatusOK, `{"access_token":"ya29","token_type":"Bearer","expires_in":3599}`)
	}
}
