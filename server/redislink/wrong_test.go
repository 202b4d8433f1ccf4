package redislink_test

import (
	"bufio"
	"io"
	"net"
	"strconv"
	"strings"
	"testing"
	"time"

	"trivium/server/redislink"
	"trivium/server/redistest"
)

// secret stands in every URL here, and must stand in no error.
const secret = "geheim9137"

// fails opens what can not be opened and gives the error's words.
func fails(t *testing.T, url string) string {
	t.Helper()
	start := time.Now()
	client, err := redislink.Open(t.Context(), url, redislink.Options{})
	if err == nil {
		_ = client.Close()
		t.Fatalf("%s was opened", url)
	}
	if took := time.Since(start); took > 11*time.Second {
		t.Errorf("it took %v to say so", took)
	}
	text := err.Error()
	contains(t, text, "--redis-url (TRIVIUM_REDIS_URL)")
	if strings.Contains(text, secret) || strings.Contains(text, "37@") {
		t.Errorf("the password is shown: %s", text)
	}
	return text
}

func TestAWrongURL(t *testing.T) {
	t.Parallel()
	for url, want := range map[string]string{
		"http://x:" + secret + "@127.0.0.1":                             "must begin with redis://",
		"127.0.0.1:6379":                                                "is not a URL",
		"localhost:6379":                                                "must begin with redis://",
		"redis://:" + secret + "/x@127.0.0.1:1":                         "%2F for a /",
		"redis://:" + secret + "#x@127.0.0.1:1":                         "is not a URL",
		"redis://:12?" + secret + "@127.0.0.1:1":                        "is not a URL",
		"redis://:12/" + secret + "@127.0.0.1:1":                        "is not a URL",
		"redis://:12#" + secret + "@127.0.0.1:1":                        "is not a URL",
		"redis://:" + secret + "@127.0.0.1:1/one":                       "invalid database number",
		"redis://:" + secret + "@127.0.0.1:1?surprise=1":                "unexpected option: surprise",
		"redis://:" + secret + "@127.0.0.1:1?max_retries=3":             "leave max_retries out",
		"redis://:" + secret + "@127.0.0.1:1?tls_ca=x":                  "rediss://",
		"rediss://:" + secret + "@127.0.0.1:1?tls_ca=/is/not":           "tls_ca can not be read",
		"rediss://:" + secret + "@127.0.0.1:1?tls_cert=/is/not":         "tls_cert and tls_key",
		"redis://:" + secret + "@127.0.0.1:1?addr=127.0.0.1:2":          "master_name is missing",
		"redis://127.0.0.1:1?master_name=x&password=a@" + secret + "&x": "unexpected option: x",
		"redis://127.0.0.1:1?master_name=x&replica_only=1":              "leave replica_only out",
	} {
		contains(t, fails(t, url), want)
		if err := redislink.Validate(url); err == nil {
			t.Errorf("%s is valid", url)
		}
	}
	if err := redislink.Validate("redis://user:" + secret + "@127.0.0.1:1/0?pool_size=5"); err != nil {
		t.Errorf("a good URL: %v", err)
	}
}

func TestAnAddressWhereNoRedisIs(t *testing.T) {
	t.Parallel()
	port := strconv.Itoa(redistest.SparePort(t))
	contains(t, fails(t, "redis://:"+secret+"@127.0.0.1:"+port+"/0"), "redis://127.0.0.1:"+port+"/0", "nothing listens there")
	contains(t, fails(t, "redis://127.0.0.1:"+port+"/0?master_name=quiz"), `the master "quiz" of Sentinel 127.0.0.1:`+port, "nothing listens there")
	contains(t, fails(t, "unix:///is/not/here.sock"), "no such socket file")
	contains(t, fails(t, "redis://:"+secret+"@is-not-known.invalid/0"), "is not known")
	silent := listen(t, func(string) string { return "" })
	contains(t, fails(t, "redis://:"+secret+"@"+silent+"/0"), "does not answer in time")
	contains(t, fails(t, "rediss://:"+secret+"@"+silent+"/0"), "perhaps no TLS is spoken there")
	web := listen(t, func(string) string { return "HTTP/1.1 400 Bad Request\r\n\r\n" })
	contains(t, fails(t, "redis://:"+secret+"@"+web+"/0"), "not Redis")
	old := listen(t, func(command string) string {
		if command == "hello" {
			return "%4\r\n+server\r\n+redis\r\n+version\r\n+6.0.16\r\n+mode\r\n+standalone\r\n+role\r\n+master\r\n"
		}
		return "+PONG\r\n"
	})
	contains(t, fails(t, "redis://"+old+"/0"), "is version 6.0.16; 6.2 or later is needed")
	older := listen(t, func(command string) string {
		if command == "hello" {
			return "-ERR unknown command `hello`\r\n"
		}
		return "+PONG\r\n"
	})
	contains(t, fails(t, "redis://"+older+"/0"), "older than 6.0; 6.2 or later is needed")
}

// listen runs a server that answers each command, or stays silent, until the test ends.
func listen(t *testing.T, answer func(command string) string) (address string) {
	t.Helper()
	listener, err := new(net.ListenConfig).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ended := make(chan struct{})
	t.Cleanup(func() { _ = listener.Close(); <-ended })
	go func() {
		defer close(ended)
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			go func() {
				defer func() { _ = conn.Close() }()
				serve(conn, answer)
			}()
		}
	}()
	return listener.Addr().String()
}

// serve reads commands, which are arrays of strings, and answers each.
func serve(conn io.ReadWriter, answer func(command string) string) {
	lines := bufio.NewScanner(conn)
	for lines.Scan() {
		words, _ := strconv.Atoi(strings.TrimPrefix(lines.Text(), "*"))
		command := ""
		for i := range 2 * words {
			if lines.Scan(); i == 1 {
				command = strings.ToLower(lines.Text())
			}
		}
		if _, err := io.WriteString(conn, answer(command)); err != nil {
			return
		}
	}
}

func TestWhatRedisRefuses(t *testing.T) {
	t.Parallel()
	server := redistest.Start(t, redistest.Options{Fsync: "off"})
	client := server.Client()
	at := func(user, rest string) string { return "redis://" + user + "@" + server.Addr() + rest }

	contains(t, fails(t, at("somebody:"+secret, "/0")), "user or password are wrong")
	contains(t, fails(t, server.URL()+"9999"), "no database with this number")
	if err := client.Do(t.Context(), "ACL", "SETUSER", "quiz", "on", ">"+secret+"1", "~*", "&*", "-@all", "+get").Err(); err != nil {
		t.Fatal(err)
	}
	contains(t, fails(t, at("quiz:"+secret+"1", "/0")), "the user may not do what is needed", "ACL rule")
	if err := client.Do(t.Context(), "CONFIG", "SET", "requirepass", secret+"2").Err(); err != nil {
		t.Fatal(err)
	}
	contains(t, fails(t, server.URL()), "user or password are wrong or missing")
	open(t, at(":"+secret+"2", "/0"), redislink.Options{})
}
