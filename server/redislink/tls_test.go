package redislink_test

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"math/big"
	"net"
	"os"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"trivium/server/redislink"
	"trivium/server/redistest"
)

// authority signs certificates; its files lie in a folder of the test.
type authority struct {
	t      *testing.T
	folder string
	cert   *x509.Certificate
	key    *ecdsa.PrivateKey
}

func newAuthority(t *testing.T) *authority {
	t.Helper()
	a := &authority{t: t, folder: t.TempDir()}
	a.cert, a.key = a.issue("ca", &x509.Certificate{IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageCertSign})
	return a
}

func (a *authority) file(name string) string { return filepath.Join(a.folder, name+".pem") }

// issue makes a certificate, and writes it and its key.
func (a *authority) issue(name string, wanted *x509.Certificate) (*x509.Certificate, *ecdsa.PrivateKey) {
	a.t.Helper()
	must := func(err error) {
		a.t.Helper()
		if err != nil {
			a.t.Fatal(err)
		}
	}
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	must(err)
	wanted.SerialNumber, wanted.Subject = big.NewInt(time.Now().UnixNano()), pkix.Name{CommonName: name}
	wanted.NotBefore = time.Now().Add(-time.Hour)
	if wanted.NotAfter.IsZero() {
		wanted.NotAfter = time.Now().Add(time.Hour)
	}
	parent, signer := a.cert, a.key
	if parent == nil {
		parent, signer = wanted, key
	}
	der, err := x509.CreateCertificate(rand.Reader, wanted, parent, &key.PublicKey, signer)
	must(err)
	cert, err := x509.ParseCertificate(der)
	must(err)
	secret, err := x509.MarshalECPrivateKey(key)
	must(err)
	must(os.WriteFile(a.file(name), pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der}), 0o600))
	must(os.WriteFile(a.file(name+"-key"), pem.EncodeToMemory(&pem.Block{Type: "EC PRIVATE KEY", Bytes: secret}), 0o600))
	return cert, key
}

// serve starts a server with a certificate, and gives its TLS port.
func (a *authority) serve(name, clients string) (port string, plain *redistest.Server) {
	a.t.Helper()
	port = strconv.Itoa(redistest.SparePort(a.t))
	return port, redistest.Start(a.t, redistest.Options{Fsync: "off", Args: []string{
		"--tls-port", port, "--tls-cert-file", a.file(name), "--tls-key-file", a.file(name + "-key"),
		"--tls-ca-cert-file", a.file("ca"), "--tls-auth-clients", clients,
	}})
}

func TestTLS(t *testing.T) {
	t.Parallel()
	a := newAuthority(t)
	here := []net.IP{net.IPv4(127, 0, 0, 1)}
	a.issue("server", &x509.Certificate{IPAddresses: here})
	a.issue("client", &x509.Certificate{ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageClientAuth}})
	a.issue("past", &x509.Certificate{IPAddresses: here, NotAfter: time.Now().Add(-time.Minute)})

	port, plain := a.serve("server", "no")
	url := "rediss://:" + secret + "@127.0.0.1:" + port + "/0"
	trusting := "?tls_ca=" + a.file("ca")
	open(t, "rediss://127.0.0.1:"+port+"/0"+trusting, redislink.Options{})
	open(t, "rediss://127.0.0.1:"+port+"/0?skip_verify=true", redislink.Options{})
	contains(t, fails(t, url), "signed by nobody whom this machine trusts", "tls_ca=FILE")
	contains(t, fails(t, "rediss://localhost:"+port+"/0"+trusting), "for another host than localhost")
	contains(t, fails(t, "rediss://"+plain.Addr()+"/0"+trusting), "perhaps no TLS is spoken there")
	contains(t, fails(t, "redis://127.0.0.1:"+port+"/0"), "begin the URL with rediss://")

	past, _ := a.serve("past", "no")
	contains(t, fails(t, "rediss://127.0.0.1:"+past+"/0"+trusting), "not valid (any more)")

	strict, _ := a.serve("server", "yes")
	contains(t, fails(t, "rediss://127.0.0.1:"+strict+"/0"+trusting), "asks for a certificate of ours")
	open(t, "rediss://127.0.0.1:"+strict+"/0"+trusting+"&tls_cert="+a.file("client")+"&tls_key="+a.file("client-key"), redislink.Options{})
}
