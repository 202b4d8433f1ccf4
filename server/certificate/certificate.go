// Package certificate keeps what the server shows of itself over TLS: a certificate of the operator's own, read from files and read again
// on demand, or one that an authority gives by ACME. What is broken never takes the place of what works.
package certificate

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"slices"
	"strings"
	"sync/atomic"
	"time"
)

// ErrTime says that a certificate is not valid at this time.
var ErrTime = errors.New("the certificate is not valid now")

// Files is a certificate from two files. All methods may be called from any goroutine.
type Files struct {
	now     func() time.Time
	current atomic.Pointer[tls.Certificate]
}

var _ Source = (*Files)(nil)

// Open reads a certificate with its chain, and its key, from files in PEM. Of one that is not valid now it gives both Files and
// ErrTime: whether to go on with it is the caller's to say.
func Open(cert, key string) (*Files, error) {
	f := &Files{now: time.Now}
	read, err := load(cert, key)
	if err != nil {
		return nil, err
	}
	f.current.Store(read)
	return f, f.valid(read.Leaf)
}

// Load reads the files again, or others. With an error, ErrTime included, everything stays as it was.
func (f *Files) Load(cert, key string) error {
	read, err := load(cert, key)
	if err != nil {
		return err
	}
	if err := f.valid(read.Leaf); err != nil {
		return err
	}
	f.current.Store(read)
	return nil
}

func load(cert, key string) (*tls.Certificate, error) {
	read, err := tls.LoadX509KeyPair(cert, key)
	if err != nil {
		return nil, fmt.Errorf("certificate %s with key %s: %w", cert, key, err)
	}
	if read.Leaf == nil { // only with GODEBUG=x509keypairleaf=0
		if read.Leaf, err = x509.ParseCertificate(read.Certificate[0]); err != nil {
			return nil, fmt.Errorf("certificate %s: %w", cert, err)
		}
	}
	return &read, nil
}

func (f *Files) valid(leaf *x509.Certificate) error {
	switch now := f.now(); {
	case now.After(leaf.NotAfter):
		return fmt.Errorf("%w: it ended on %s", ErrTime, leaf.NotAfter.UTC().Format(time.DateTime))
	case now.Before(leaf.NotBefore):
		return fmt.Errorf("%w: it begins on %s; look at this machine's clock", ErrTime, leaf.NotBefore.UTC().Format(time.DateTime))
	}
	return nil
}

// Until tells when the certificate ends.
func (f *Files) Until() time.Time { return f.current.Load().Leaf.NotAfter }

// Names gives the hosts that the certificate is for, as they stand in an address: first names, then IP addresses. A wildcard is no
// host.
func (f *Files) Names() []string {
	leaf := f.current.Load().Leaf
	names := slices.DeleteFunc(slices.Clone(leaf.DNSNames), func(name string) bool { return strings.Contains(name, "*") })
	for _, address := range leaf.IPAddresses {
		names = append(names, address.String())
	}
	return slices.DeleteFunc(names, local)
}

// Shown gives the certificate once for each name and address that it is for, wildcards included; with none, once for nobody.
func (f *Files) Shown() []Shown {
	leaf := f.current.Load().Leaf
	names := slices.Clone(leaf.DNSNames)
	for _, address := range leaf.IPAddresses {
		names = append(names, address.String())
	}
	if len(names) == 0 {
		names = []string{""}
	}
	slices.Sort(names)
	shown := make([]Shown, 0, len(names))
	for _, name := range slices.Compact(names) {
		shown = append(shown, Shown{Host: name, Until: leaf.NotAfter})
	}
	return shown
}

// local tells whether a name leads every machine to itself.
func local(name string) bool {
	address := net.ParseIP(name)
	return name == "localhost" || (address != nil && address.IsLoopback())
}

// Config gives what a server needs; each handshake shows the certificate of that moment.
func (f *Files) Config() *tls.Config {
	return &tls.Config{
		MinVersion:     tls.VersionTLS12,
		GetCertificate: func(*tls.ClientHelloInfo) (*tls.Certificate, error) { return f.current.Load(), nil },
	}
}
