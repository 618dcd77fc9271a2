package egress_test

import (
	"strings"
)

// A labCase is something that a script tries, and the one address that it may reach.
type labCase struct {
	// how is "fetch" of a URL, or "http": request with the options {hostname, port}.
	how, what string
	reaches   string   // an address; empty if nothing may be reached
	allow     []string // the tenant's egress list
	only      bool     // all else is closed
	nat64     string
}

// publicSite is an address that everybody may reach.
const publicSite = "93.184.216.34"

// labNames is the DNS of the lab. Each look-up of a name gives its next set of
// addresses, and the last one from then on. "=name" is an alias.
var labNames = map[string][]string{
	"pub.lab.test":       {publicSite},
	"pub6.lab.test":      {"2606:4700:4700::1111"},
	"private.lab.test":   {"10.0.0.1"},
	"loop.lab.test":      {"127.0.0.1"},
	"loop6.lab.test":     {"::1"},
	"metadata.lab.test":  {"169.254.169.254"},
	"mapped.lab.test":    {"::ffff:10.0.0.1"},
	"nat64.lab.test":     {"64:ff9b::7f00:1"},
	"sixtofour.test":     {"2002:7f00:1::1"},
	"ula.lab.test":       {"fd00:ec2::254"},
	"second.lab.test":    {publicSite + " 10.0.0.1"},
	"first.lab.test":     {"10.0.0.1 " + publicSite},
	"allbad.lab.test":    {"10.0.0.1 127.0.0.1 169.254.169.254 ::1 fd00::1"},
	"rebind.lab.test":    {publicSite, "127.0.0.1"},
	"rebind2.lab.test":   {publicSite, publicSite, "169.254.169.254"},
	"late.lab.test":      {"10.0.0.1", publicSite},
	"alias.lab.test":     {"=alias2.lab.test"},
	"alias2.lab.test":    {"=alias3.lab.test"},
	"alias3.lab.test":    {"127.0.0.1"},
	"goodalias.test":     {"=pub.lab.test"},
	"xn--bcher-kva.test": {publicSite},
	"crm.lab.test":       {"10.20.0.5"},
	"crmloop.lab.test":   {"127.0.0.1"},
	"crmmeta.lab.test":   {"169.254.169.254"},
	"crmali.lab.test":    {"100.100.100.200"},
	"crmrebind.test":     {"10.20.0.5", "127.0.0.1"},
	"api.lab.test":       {publicSite},
	"other.lab.test":     {publicSite},
}

// closed4 and closed6 are the corners of what is not public; open4 and open6 lie just
// beside them.
var (
	closed4 = `0.0.0.0 0.0.0.1 0.255.255.255 10.0.0.0 10.0.0.1 10.255.255.255 100.64.0.1 100.127.255.255 127.0.0.1
		127.255.255.254 169.254.0.1 169.254.169.254 169.254.170.2 169.254.169.253 172.16.0.1 172.31.255.255 192.0.0.1
		192.0.0.192 192.0.2.1 192.88.99.1 192.168.0.1 192.168.255.255 198.18.0.1 198.19.255.255 198.51.100.1
		203.0.113.1 224.0.0.1 239.255.255.255 240.0.0.1 255.255.255.255 168.63.129.16 100.100.100.200`
	open4 = `1.1.1.1 8.8.8.8 9.255.255.255 11.0.0.0 100.63.255.255 100.128.0.0 126.255.255.255 128.0.0.1 169.253.255.255
		169.255.0.0 172.15.255.255 172.32.0.0 191.255.255.255 192.0.1.0 192.0.3.0 192.167.255.255 192.169.0.0
		198.17.255.255 198.20.0.0 223.255.255.255 168.63.129.15 168.63.129.17`
	closed6 = `:: ::1 ::7f00:1 ::5db8:d822 ::ffff:127.0.0.1 ::ffff:7f00:1 ::ffff:169.254.169.254 ::ffff:0:7f00:1 ::ffff:0:a9fe:a9fe
		64:ff9b::7f00:1 64:ff9b::a9fe:a9fe 64:ff9b::5db8:d822 64:ff9b:1::1 100::1 2001::1 2001:0:4136:e378:8000:63bf:3fff:fdd2
		2001:10::1 2001:20::1 2001:1ff:ffff::1 2001:db8::1 2002:7f00:1:: 2002:a9fe:a9fe::1 2002:5db8:d822::1 3fff::1 3fff:fff::1
		5f00::1 fc00::1 fd00:ec2::254 fd20:ce::254 fe80::1 fec0::1 ff02::1 ff0e::1 2606:4700::5efe:7f00:1
		2606:4700::200:5efe:a9fe:a9fe 4000::1 1000::1 e000::1`
	open6 = `2606:4700:4700::1111 2001:4860:4860::8888 2a00:1450:4001::1 2001:200::1 2001:db7::1 2001:db9::1 2003::1
		3fff:1000::1 2400::1 2606:4700::300:5efe:7f00:1`
)

// spellings are URLs of which none may reach anything.
var spellings = []string{
	// One number, other bases, fewer parts, overlong.
	"http://127.1/", "http://127.0.1/", "http://2130706433/", "http://0x7f000001/", "http://0x7f.0.0.1/", "http://0x7f.1/",
	"http://0177.0.0.1/", "http://0177.1/", "http://017700000001/", "http://00000000177.1/", "http://0/", "http://0x0/", "http://0x/",
	"http://3232235777/", "http://0xa9fea9fe/", "http://2852039166/", "http://0251.0376.0251.0376/", "http://169.254.43518/",
	"http://0XA9.0xFE.0xa9.0XfE/", "http://10.1/", "http://192.168.257/", "http://127.0.0.1./", "http://256.256.256.256/",
	"http://4294967296/", "http://1.2.3.4.5/", "http://1.2.3.08/", "http://127.0.0.0x/", "http://-1/", "http://1e3/",
	// Other digits and dots, and escapes.
	"http://１２７.０.０.１/", "http://①②⑦.⓪.⓪.①/", "http://127。0。0。1/", "http://127．0．0．1/", "http://127%2e0%2e0%2e1/",
	"http://%31%32%37.0.0.1/", "http://%EF%BC%91%EF%BC%92%EF%BC%97.0.0.1/", "http://ⓛocalhost/", "http://loc\u00adalhost/", "http://٣.٣.٣.٣/",
	// IPv6.
	"http://[0:0:0:0:0:0:0:1]/", "http://[0:0:0:0:0:ffff:7f00:0001]/", "http://[::FFFF:127.0.0.1]/", "http://[::ffff:127.1]/",
	"http://[::1%25lo]/", "http://[fe80::1%25lo]/", "http://[fe80::1%lo]/", "http://[::1/", "http://::1/", "http://[1]/", "http://[v1.x]/",
	// Who is the host?
	"http://user@127.0.0.1/", "http://pub.lab.test@127.0.0.1/", "http://pub.lab.test:80@127.0.0.1/", "http://127.0.0.1:80\\@pub.lab.test/",
	"http://127.0.0.1#@pub.lab.test/", "http://127.0.0.1?@pub.lab.test/", "http://127.0.0.1\\.pub.lab.test/", "http://pub.lab.test%2f@127.0.0.1/",
	"http://pub.lab.test%00@127.0.0.1/", "http://127.0.0.1%00.pub.lab.test/", "http://pub.lab.test @127.0.0.1/", "http:127.0.0.1/",
	"http:/127.0.0.1/", "http:\\\\127.0.0.1/", "http:////127.0.0.1/", " http://127.0.0.1/ ", "ht\ntp://127.0.0.1/", "http://127.0\t.0.1/",
	"HTTP://127.0.0.1/", "https://127.0.0.1/", "https://169.254.169.254/", "http://localhost/", "http://LOCALHOST./", "http://a.localhost/",
	"http://127.0.0.1:8080/", "http://10.0.0.1:8080/",
	// Ports and schemes.
	"http://" + publicSite + ":0/", "http://" + publicSite + ":65536/", "http://" + publicSite + ":-1/", "http://" + publicSite + ":8o/",
	"ftp://" + publicSite + "/", "file:///etc/passwd", "file://" + publicSite + "/", "gopher://" + publicSite + "/", "dict://127.0.0.1:11211/",
	"data:nonsense", "javascript:1", "ws://" + publicSite + "/", "about:blank", "blob:x", "unix:/run/x.sock", "http+unix://x/", "//127.0.0.1/", "", "http://",
	// DNS.
	"http://private.lab.test/", "http://loop.lab.test/", "http://LOOP.lab.test./", "http://loop6.lab.test/", "http://metadata.lab.test/",
	"http://mapped.lab.test/", "http://nat64.lab.test/", "http://sixtofour.test/", "http://ula.lab.test/", "http://allbad.lab.test/",
	"http://alias.lab.test/", "http://nowhere.lab.test/",
	// Redirects: /to?X answers with Location: X.
	"http://pub.lab.test/to?http://127.0.0.1/", "http://pub.lab.test/to?http://[::1]/", "http://pub.lab.test/to?http://169.254.169.254/latest/meta-data/",
	"http://pub.lab.test/to?//10.0.0.1/", "http://pub.lab.test/to?http://2130706433/", "http://pub.lab.test/to?http://loop.lab.test/",
	"http://pub.lab.test/to?http://alias.lab.test/", "http://pub.lab.test/to?ftp://" + publicSite + "/", "http://pub.lab.test/to?file:///etc/passwd",
	"http://pub.lab.test/to?http://pub.lab.test/to?http://10.0.0.1/", "http://pub.lab.test/to?http://127.0.0.1:8080/", "http://pub.lab.test/to?http://[fe80::1%25lo]/",
	"http://pub.lab.test/to?http:%5C%5C127.0.0.1/", "http://pub.lab.test/to?data:text/plain,x",
}

// rawHosts are host names for http.request that may reach nothing. No URL parser sees them.
var rawHosts = []string{
	"2130706433", "0x7f000001", "0177.0.0.1", "127.1", "127.0.0.1.", "1572395042", "0x5db8d822", "[::1]", "::1", "::1%lo", "fe80::1%lo", "fe80::1%25lo",
	"127.0.0.1 ", " 127.0.0.1", "127.0.0.1\x00.pub.lab.test", "pub.lab.test\x00", "pub.lab.test/", "pub.lab.test#", "a@pub.lab.test", "pub.lab.test:80",
	"１２７.0.0.1", "127。0.0.1", "localhost", "LOCALHOST.", "a.localhost", "pub_lab.test", "-a.test", "a-.test", "a..test", "..", ".", "*", "%31", "",
	strings.Repeat("x", 64) + ".test", strings.Repeat("x.", 150) + "test", "::ffff:10.0.0.1", "[::ffff:127.0.0.1]", "0.0.0.0", "[::]", "[127.0.0.1]",
	"pub.lab.test..", "loop.lab.test", "metadata.lab.test.", "169.254.169.254", "\r\nHost: x", "$HOME", "../x", "127.0.0.1\\",
}

func labTable() []labCase {
	var all []labCase
	add := func(c labCase) { all = append(all, c) }
	for _, a := range strings.Fields(closed4) {
		add(labCase{how: "fetch", what: "http://" + a + "/"})
	}
	for _, a := range strings.Fields(open4) {
		add(labCase{how: "fetch", what: "http://" + a + "/", reaches: a})
	}
	for _, a := range strings.Fields(closed6) {
		add(labCase{how: "fetch", what: "http://[" + a + "]/"})
		add(labCase{how: "http", what: a})
	}
	for _, a := range strings.Fields(open6) {
		add(labCase{how: "fetch", what: "http://[" + a + "]/", reaches: a})
	}
	for _, u := range spellings {
		add(labCase{how: "fetch", what: u})
	}
	for _, h := range rawHosts {
		add(labCase{how: "http", what: h})
	}
	for u, a := range map[string]string{
		"http://1572395042/": publicSite, "http://0x5db8d822/": publicSite, "http://0135.0270.0330.042/": publicSite,
		"http://[::ffff:93.184.216.34]/": publicSite, "http://９３.184.216.34/": publicSite, "http://93.184.216.34./": publicSite,
		"http://pub.lab.test/": publicSite, "http://PUB.Lab.Test./": publicSite, "http://pub6.lab.test/": "2606:4700:4700::1111",
		"http://pub.lab.test:8080/": publicSite, "http://pub.lab.test#@127.0.0.1/": publicSite, "http://pub.lab.test?@127.0.0.1/": publicSite,
		"http://pub.lab.test/@127.0.0.1/": publicSite, "http://pub.lab.test\\@127.0.0.1/": publicSite, "http://goodalias.test/": publicSite,
		"http://second.lab.test/": publicSite, "http://first.lab.test/": publicSite, "http://bücher.test/": publicSite,
		"http://pub.lab.test/to?http://1.1.1.1/": "1.1.1.1", "http://pub.lab.test/to?/x": publicSite,
	} {
		add(labCase{how: "fetch", what: u, reaches: a})
	}
	for _, h := range []string{"pub.lab.test", "PUB.LAB.TEST.", publicSite, "::ffff:" + publicSite, "[" + publicSite + "]"} {
		add(labCase{how: "http", what: h, reaches: publicSite})
	}
	// In this order: the answer changes between the look-ups.
	add(labCase{how: "fetch", what: "http://rebind.lab.test/", reaches: publicSite})
	add(labCase{how: "fetch", what: "http://rebind.lab.test:8080/"}) // another port, so no kept connection
	add(labCase{how: "fetch", what: "http://rebind2.lab.test/", reaches: publicSite})
	add(labCase{how: "fetch", what: "http://pub.lab.test/to?http://rebind2.lab.test:8080/", reaches: publicSite})
	add(labCase{how: "fetch", what: "http://pub.lab.test/to?http://rebind2.lab.test:8081/"})
	add(labCase{how: "fetch", what: "http://late.lab.test/"})
	add(labCase{how: "fetch", what: "http://late.lab.test/", reaches: publicSite})
	return append(all, rulesTable()...)
}

// rulesTable has what an operator opens, and what stays closed all the same.
func rulesTable() []labCase {
	crm := []string{"crm.lab.test:8080", "crmloop.lab.test", "crmmeta.lab.test", "crmali.lab.test", "crmrebind.test"}
	network := []string{"10.20.0.0/16:8080", "fd12::/16", "127.0.0.0/8:8081"}
	list := []string{"api.lab.test:80", "1.1.1.0/24", "10.20.0.0/16", "crmmeta.lab.test"}
	nat64 := "64:ff9b::/96"
	return []labCase{
		{how: "fetch", what: "http://crm.lab.test:8080/", allow: crm, reaches: "10.20.0.5"},
		{how: "fetch", what: "http://crm.lab.test/", allow: crm},
		{how: "fetch", what: "http://10.20.0.5:8080/", allow: crm},
		{how: "fetch", what: "http://private.lab.test/", allow: crm},
		{how: "fetch", what: "http://crmloop.lab.test/", allow: crm},
		{how: "fetch", what: "http://crmmeta.lab.test/", allow: crm},
		{how: "fetch", what: "http://crmali.lab.test/", allow: crm},
		{how: "fetch", what: "http://crmrebind.test/", allow: crm, reaches: "10.20.0.5"},
		{how: "fetch", what: "http://crmrebind.test:8080/", allow: crm},
		{how: "fetch", what: "http://10.20.0.5:8080/", allow: network, reaches: "10.20.0.5"},
		{how: "fetch", what: "http://crm.lab.test:8080/", allow: network, reaches: "10.20.0.5"},
		{how: "fetch", what: "http://10.20.0.5/", allow: network},
		{how: "fetch", what: "http://10.21.0.5:8080/", allow: network},
		{how: "fetch", what: "http://[fd12::7]/", allow: network, reaches: "fd12::7"},
		{how: "fetch", what: "http://[fd13::7]/", allow: network},
		{how: "fetch", what: "http://127.0.0.1:8081/", allow: network, reaches: "127.0.0.1"},
		{how: "fetch", what: "http://127.0.0.1:8080/", allow: network},
		{how: "fetch", what: "http://pub.lab.test/to?http://10.20.0.5:8080/", allow: network, reaches: "10.20.0.5"},
		{how: "fetch", what: "http://pub.lab.test/", allow: list, only: true},
		{how: "fetch", what: "http://" + publicSite + "/", allow: list, only: true},
		{how: "fetch", what: "http://api.lab.test/", allow: list, only: true, reaches: publicSite},
		{how: "fetch", what: "http://api.lab.test:8080/", allow: list, only: true},
		{how: "fetch", what: "http://other.lab.test/", allow: list, only: true},
		{how: "fetch", what: "http://1.1.1.9:8080/", allow: list, only: true, reaches: "1.1.1.9"},
		{how: "fetch", what: "http://10.20.0.5/", allow: list, only: true, reaches: "10.20.0.5"},
		{how: "fetch", what: "http://crm.lab.test/", allow: list, only: true},
		{how: "fetch", what: "http://crmmeta.lab.test/", allow: list, only: true},
		{how: "fetch", what: "http://api.lab.test/to?http://pub.lab.test/", allow: list, only: true},
		{how: "fetch", what: "http://api.lab.test/", only: true},
		{how: "fetch", what: "http://[64:ff9b::7f00:1]/", nat64: nat64},
		{how: "fetch", what: "http://[64:ff9b::a9fe:a9fe]/", nat64: nat64},
		{how: "fetch", what: "http://[64:ff9b::5db8:d822]/", nat64: nat64, reaches: "64:ff9b::5db8:d822"},
		{how: "fetch", what: "http://[2606:4700:64::a00:1]/", nat64: "2606:4700:64::/96"},
		{how: "fetch", what: "http://[2606:4700:64::a00:1]/", reaches: "2606:4700:64::a00:1"},
	}
}
