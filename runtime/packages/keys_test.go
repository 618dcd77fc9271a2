package packages_test

import (
	"crypto"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"encoding/base64"
	"encoding/json"
	"encoding/pem"
	"math/big"
	"sync"
)

// signer is the key of every service that signs.
var signer = sync.OnceValue(func() *rsa.PrivateKey {
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		panic(err)
	}
	return key
})

func privatePEM() string {
	der, err := x509.MarshalPKCS8PrivateKey(signer())
	if err != nil {
		panic(err)
	}
	return string(pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: der}))
}

func publicJWK() string {
	public := signer().PublicKey
	text, _ := json.Marshal(map[string]string{
		"kty": "RSA", "use": "sig", "alg": "RS256", "kid": "key-1",
		"n": base64.RawURLEncoding.EncodeToString(public.N.Bytes()),
		"e": base64.RawURLEncoding.EncodeToString(big.NewInt(int64(public.E)).Bytes()),
	})
	return string(text)
}

// idToken is a token that tenant.auth0.com could have issued.
func idToken() string {
	encode := base64.RawURLEncoding.EncodeToString
	text := encode([]byte(`{"alg":"RS256","typ":"JWT","kid":"key-1"}`)) + "." + encode([]byte(`{"sub":"auth0|1","iat":1600000000,"exp":4102444800}`))
	digest := sha256.Sum256([]byte(text))
	signature, err := rsa.SignPKCS1v15(nil, signer(), crypto.SHA256, digest[:])
	if err != nil {
		panic(err)
	}
	return text + "." + encode(signature)
}
