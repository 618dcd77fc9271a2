package node

import (
	"bytes"
	"compress/gzip"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestResponsesInPieces: however a response is cut, it is read alike; and whatever
// bytes come, the reader ends, with an answer or with an error of Node's.
func TestResponsesInPieces(t *testing.T) {
	t.Parallel()
	m := newMachine(t, nil)
	defer m.end()
	parser, err := m.modules.load("internal/http/parser")
	require.NoError(t, err)
	require.NoError(t, m.vm.Set("Parser", parser.ToObject(m.vm).Get("Parser")))
	m.run(t, prelude+`
		const responses = [
			'HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabc',
			'\r\nHTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3;x=y\r\nabc\r\nA\r\n0123456789\r\n0\r\nT: 1\r\nT: 2\r\n\r\n',
			'HTTP/1.0 404\r\n\r\nto the end',
			'HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 204 None\r\nX: y\r\n\r\n',
			'HTTP/1.1 304 Not Modified\r\nContent-Length: 10\r\n\r\n',
			'HTTP/1.1 200 OK\r\nConnection: close\r\nX:   spaces  \r\n\r\n',
			'HTTP/1.1 101 Switching\r\n\r\nafterwards',
			'HTTP/1.1 200 OK\nX: y\n\n',
			'HTTP/1.1 200 OK\r\nX y\r\n\r\n',
			'HTTP/2 200\r\n\r\n',
			'HTTP/1.1 200 OK\r\nContent-Length: 1, 2\r\n\r\n',
			'HTTP/1.1 200 OK\r\nX: ' + 'x'.repeat(20000) + '\r\n\r\n',
			'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nfffffffffffffff\r\n',
			'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nab\r\n',
		];
		function read(pieces) {
			const seen = { heads: [], body: '', ended: null };
			const parser = new Parser({
				head: (h) => { seen.heads.push([h.status, h.message, h.version, h.raw.join('|').slice(0, 100), h.keepAlive]); return h.status === 101 ? 'upgrade' : undefined; },
				body: (b) => seen.body += b.toString('latin1'),
				end: (t) => seen.ended = t,
			});
			try {
				let rest = '';
				for (const piece of pieces) {
					if (parser.state === 'upgrade') { rest += piece.toString(); continue; }
					parser.execute(piece);
					if (parser.rest) rest += parser.rest.toString();
				}
				seen.rest = rest;
				seen.whole = parser.finish();
			} catch (e) {
				seen.error = e.code;
			}
			return JSON.stringify(seen);
		}
		const bytes = (text) => [...Buffer.from(text)].map((b) => Buffer.from([b]));
		for (const text of responses) {
			const whole = read([Buffer.from(text)]);
			const split = read(bytes(text));
			print(JSON.parse(whole).error || 'read');
			if (JSON.parse(whole).error ? JSON.parse(split).error !== JSON.parse(whole).error : split !== whole) print('differs: ' + split);
		}
		// Whatever comes is read or refused.
		let seed = 7;
		const random = (n) => (seed = (seed * 1103515245 + 12345) % 2147483648) % n;
		for (let i = 0; i < 300; i++) {
			const broken = Buffer.from(responses[random(7)]);
			for (let k = 0; k <= random(4); k++) broken[random(broken.length)] = random(256);
			const { error } = JSON.parse(read([broken.subarray(0, random(broken.length)), broken]));
			if (error !== undefined && !/^HPE_/.test(error)) print('error ' + error);
		}`)
	require.Equal(t, strings.Repeat("read\n", 7)+`HPE_LF_EXPECTED
HPE_INVALID_HEADER_TOKEN
HPE_INVALID_CONSTANT
HPE_INVALID_CONTENT_LENGTH
HPE_HEADER_OVERFLOW
HPE_INVALID_CHUNK_SIZE
HPE_STRICT
`, m.printed(t))
}

// TestACompressedBodyHasTheSameLimit: a small response that grows large is cut off.
func TestACompressedBodyHasTheSameLimit(t *testing.T) {
	t.Parallel()
	var bomb bytes.Buffer
	w := gzip.NewWriter(&bomb)
	_, err := w.Write(make([]byte, 8<<20))
	require.NoError(t, err)
	require.NoError(t, w.Close())
	m := newMachine(t, roundTripper(func(*http.Request) (*http.Response, error) {
		return &http.Response{StatusCode: 200, Status: "200 OK", ProtoMajor: 1, ProtoMinor: 1, Header: http.Header{"Content-Encoding": {"gzip"}},
			ContentLength: int64(bomb.Len()), Body: io.NopCloser(bytes.NewReader(bomb.Bytes()))}, nil
	}))
	defer m.end()
	m.realm.MaxResponseBytes = 1 << 20
	m.run(t, prelude+`fetch('http://a.example/').then((r) => r.text()).catch((e) => print(e.message + ' ' + e.cause.code))`)
	require.Equal(t, "terminated ERR_LIMIT_REACHED\n", m.printed(t))
}
