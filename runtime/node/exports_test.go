package node

import (
	"encoding/json"
	"os"
	"os/exec"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
)

// absentExports are exports of Node 20's modules that do not exist here, by module.
var absentExports = map[string][]string{
	"constants": cryptoConstants,               // come with those of crypto
	"crypto":    {"secureHeapUsed", "setFips"}, // still to come
	"http":      {"_connectionListener"},
	// Undocumented.
	"net": {"_createServerHandle", "_normalizeArgs", "_setSimultaneousAccepts"},
	// matchesGlob is experimental in Node.
	"path":       {"matchesGlob"},
	"path/posix": {"matchesGlob"},
	"path/win32": {"matchesGlob"},
	// What Node's own tools use, undocumented.
	"process": {
		"_debugEnd", "_debugProcess", "_eval", "_events", "_eventsCount", "_fatalException", "_kill", "_maxListeners",
		"_preload_modules", "_startProfilerIdleNotifier", "_stopProfilerIdleNotifier", "_tickCallback", "noProcessWarnings",
	},
	// Deprecated since Node 10 (DEP0095, DEP0126, DEP0127).
	"timers": {"_unrefActive", "active", "enroll", "unenroll"},
}

var cryptoConstants = []string{
	"DH_CHECK_P_NOT_PRIME", "DH_CHECK_P_NOT_SAFE_PRIME", "DH_NOT_SUITABLE_GENERATOR", "DH_UNABLE_TO_CHECK_GENERATOR",
	"ENGINE_METHOD_ALL", "ENGINE_METHOD_CIPHERS", "ENGINE_METHOD_DH", "ENGINE_METHOD_DIGESTS", "ENGINE_METHOD_DSA",
	"ENGINE_METHOD_EC", "ENGINE_METHOD_NONE", "ENGINE_METHOD_PKEY_ASN1_METHS", "ENGINE_METHOD_PKEY_METHS",
	"ENGINE_METHOD_RAND", "ENGINE_METHOD_RSA", "OPENSSL_VERSION_NUMBER", "POINT_CONVERSION_COMPRESSED",
	"POINT_CONVERSION_HYBRID", "POINT_CONVERSION_UNCOMPRESSED", "RSA_NO_PADDING", "RSA_PKCS1_OAEP_PADDING",
	"RSA_PKCS1_PADDING", "RSA_PKCS1_PSS_PADDING", "RSA_PSS_SALTLEN_AUTO", "RSA_PSS_SALTLEN_DIGEST",
	"RSA_PSS_SALTLEN_MAX_SIGN", "RSA_X931_PADDING", "SSL_OP_ALL", "SSL_OP_ALLOW_NO_DHE_KEX",
	"SSL_OP_ALLOW_UNSAFE_LEGACY_RENEGOTIATION", "SSL_OP_CIPHER_SERVER_PREFERENCE", "SSL_OP_CISCO_ANYCONNECT",
	"SSL_OP_COOKIE_EXCHANGE", "SSL_OP_CRYPTOPRO_TLSEXT_BUG", "SSL_OP_DONT_INSERT_EMPTY_FRAGMENTS",
	"SSL_OP_LEGACY_SERVER_CONNECT", "SSL_OP_NO_COMPRESSION", "SSL_OP_NO_ENCRYPT_THEN_MAC", "SSL_OP_NO_QUERY_MTU",
	"SSL_OP_NO_RENEGOTIATION", "SSL_OP_NO_SESSION_RESUMPTION_ON_RENEGOTIATION", "SSL_OP_NO_SSLv2", "SSL_OP_NO_SSLv3",
	"SSL_OP_NO_TICKET", "SSL_OP_NO_TLSv1", "SSL_OP_NO_TLSv1_1", "SSL_OP_NO_TLSv1_2", "SSL_OP_NO_TLSv1_3",
	"SSL_OP_PRIORITIZE_CHACHA", "SSL_OP_TLS_ROLLBACK_BUG", "TLS1_1_VERSION", "TLS1_2_VERSION", "TLS1_3_VERSION",
	"TLS1_VERSION", "defaultCoreCipherList",
}

const exportsFile = "testdata/exports.want"

const listExports = `
const exports = {};
for (const name of require('module').builtinModules) {
  if (!name.startsWith('_')) exports[name] = Object.keys(require(name)).sort();
}
process.stdout.write(JSON.stringify(exports, undefined, 1) + '\n');
`

// TestExports compares what the modules export with real Node's list, so that a name
// is missing only if somebody said so above.
func TestExports(t *testing.T) {
	t.Parallel()
	if *update {
		require.NoError(t, os.WriteFile(exportsFile, nodeExports(t), 0o600))
	}
	text, err := os.ReadFile(exportsFile)
	require.NoError(t, err)
	var want map[string][]string
	require.NoError(t, json.Unmarshal(text, &want))
	for module, names := range want {
		require.True(t, registry.Has(module), "module %s is missing", module)
		have := exportsOf(t, module)
		for _, name := range names {
			if slices.Contains(absentExports[module], name) {
				require.NotContains(t, have, name, "%s.%s exists", module, name)
			} else {
				require.Contains(t, have, name, "%s.%s is missing", module, name)
			}
		}
	}
}

func exportsOf(t *testing.T, module string) []string {
	t.Helper()
	m := newMachine(t, nil)
	defer m.end()
	value, err := m.modules.Require(module)
	require.NoError(t, err)
	return value.ToObject(m.vm).Keys()
}

func nodeExports(t *testing.T) []byte {
	t.Helper()
	out, err := exec.Command("node", "--no-warnings", "-e", listExports).Output()
	require.NoError(t, err)
	return out
}
