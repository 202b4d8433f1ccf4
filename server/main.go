// Command trivium is a live quiz server: one binary that runs quiz nights, classroom competitions and their results.
package main

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"syscall"
	"time"

	"github.com/alecthomas/kong"
	"golang.org/x/term"

	"trivium/server/app"
)

// version is set by the build.
var version = "dev"

func main() { os.Exit(run(os.Args[1:])) }

// cli is the command line. Every flag is a TRIVIUM_* variable too.
type cli struct {
	Serve   serveCmd   `cmd:"" default:"withargs" help:"Run the quiz server (the default)."`
	Backup  backupCmd  `cmd:"" help:"Save everything into one file, while games go on."`
	Restore restoreCmd `cmd:"" help:"Restore a backup into a data folder or a Redis that nobody uses."`
	Bank    bankCmd    `cmd:"" help:"Look at files of questions, convert them, take them into the bank and out of it."`
	Load    loadCmd    `cmd:"" help:"Play games with players that are no people, and measure the server."`
	Bots    botsCmd    `cmd:"" help:"Join a game with players that are no people, for a rehearsal."`
	Version versionCmd `cmd:"" help:"Print the version."`
	Health  healthCmd  `cmd:"" help:"Ask a running server whether it is well; exit 0 if so."`
}

func run(args []string) int {
	commands, command, err := parse(args)
	if err != nil {
		fmt.Fprintf(os.Stderr, "trivium: %v\nSee trivium --help.\n", err)
		return 2
	}
	commands.Serve.again = func() (*serveCmd, error) {
		anew, _, err := parse(args)
		if err != nil {
			return nil, err
		}
		return &anew.Serve, nil
	}
	if err := command.Run(); err != nil {
		return failed(err)
	}
	return 0
}

// parse reads the command line, the variables, and the file of settings if they name one.
func parse(args []string) (*cli, *kong.Context, error) {
	commands, command, err := parseWith(args)
	if err != nil || command.Selected() == nil || command.Selected().Name != "serve" || commands.Serve.Config == "" {
		return commands, command, err
	}
	file, err := readSettings(commands.Serve.Config)
	if err != nil {
		return nil, nil, err
	}
	return parseWith(args, kong.Resolvers(file))
}

func parseWith(args []string, more ...kong.Option) (*cli, *kong.Context, error) {
	var commands cli
	parser, err := kong.New(&commands, append(more,
		kong.Name("trivium"),
		kong.Description("A live quiz server: quiz nights, classroom competitions, leaderboards.\n\n"+
			"Started without arguments it serves on port 8080 and prints where to host and where to join."),
		kong.UsageOnError(), kong.ConfigureHelp(kong.HelpOptions{Compact: true}),
		kong.Vars{"version": version},
	)...)
	if err != nil {
		return nil, nil, err
	}
	command, err := parser.Parse(args)
	return &commands, command, err
}

type serveCmd struct {
	Addr           string        `help:"Address to listen on, host:port." default:":8080" env:"TRIVIUM_ADDR" placeholder:"ADDR"`
	Data           string        `help:"Folder for everything that is kept." default:"./trivium-data" env:"TRIVIUM_DATA" type:"path" placeholder:"DIR"`
	Cache          string        `help:"Folder for what can be made again, such as the built client; 'cache' in the data folder if empty." env:"TRIVIUM_CACHE" type:"path" placeholder:"DIR"`
	MetricsAddr    string        `help:"Address for Prometheus metrics and profiles; 'off' for none." default:"127.0.0.1:9464" env:"TRIVIUM_METRICS_ADDR" placeholder:"ADDR"`
	RedisURL       string        `help:"Redis that instances share, such as redis://localhost:6379/0; without it the server is alone." env:"TRIVIUM_REDIS_URL" placeholder:"URL"`
	RedisReplicas  int           `help:"How many replicas of Redis must have what is acknowledged." default:"0" env:"TRIVIUM_REDIS_REPLICAS" placeholder:"N"`
	Retention      time.Duration `help:"How long the names of players stay after the end of a game; 0 is for ever." default:"2160h" env:"TRIVIUM_RETENTION" placeholder:"TIME"`
	ForgetGames    bool          `help:"Forget the whole game after --retention, not only the names." env:"TRIVIUM_FORGET_GAMES"`
	RestAfter      time.Duration `help:"How long an ended game stays in memory when nobody is connected; then it is read again when somebody comes." default:"1m" env:"TRIVIUM_REST_AFTER" placeholder:"TIME"`
	URL            string        `help:"Address that people are sent to, such as https://quiz.example.org. Needed behind a proxy." env:"TRIVIUM_URL" placeholder:"URL"`
	AllowedOrigins []string      `help:"Further origins whose pages may connect." env:"TRIVIUM_ALLOWED_ORIGINS" placeholder:"ORIGIN"`
	TrustedProxies []string      `help:"Addresses of reverse proxies whose X-Forwarded-For is believed, as 10.0.0.0/8." env:"TRIVIUM_TRUSTED_PROXIES" placeholder:"CIDR"`
	OpenHosting    bool          `help:"Let anybody host as a guest: for networks where all are trusted." env:"TRIVIUM_OPEN_HOSTING"`
	Open           bool          `help:"Open the host page in a browser where there is a desktop and a terminal." default:"true" negatable:"" env:"TRIVIUM_OPEN"`
	LogLevel       string        `help:"What to log: ${enum}." enum:"debug,info,warn,error" default:"info" env:"TRIVIUM_LOG_LEVEL"`
	LogFormat      string        `help:"How to log: ${enum}." enum:"text,json" default:"text" env:"TRIVIUM_LOG_FORMAT"`
	Config         string        `help:"File of further settings in YAML, named like these flags; read again on SIGHUP." env:"TRIVIUM_CONFIG" type:"path" placeholder:"FILE"`
	TLSCert        string        `name:"tls-cert" help:"File with a certificate and its chain, in PEM; with it the server speaks TLS." env:"TRIVIUM_TLS_CERT" type:"path" placeholder:"FILE"`
	TLSKey         string        `name:"tls-key" help:"File with the certificate's key, in PEM." env:"TRIVIUM_TLS_KEY" type:"path" placeholder:"FILE"`
	ACMEHost       []string      `name:"acme-host" help:"Public name to get a certificate for by ACME; with it the server speaks TLS." env:"TRIVIUM_ACME_HOST" placeholder:"NAME"`
	ACMEAccept     bool          `name:"acme-accept-terms" help:"Say that you agree to the terms of the authority that gives it." env:"TRIVIUM_ACME_ACCEPT_TERMS"`
	ACMEEmail      string        `name:"acme-email" help:"Where the authority may write to." env:"TRIVIUM_ACME_EMAIL" placeholder:"ADDRESS"`
	ACMEDirectory  string        `name:"acme-directory" help:"Another authority than Let's Encrypt." env:"TRIVIUM_ACME_DIRECTORY" placeholder:"URL"`
	HTTPAddr       string        `name:"http-addr" help:"Address of plain HTTP that leads to TLS, or 'off'; :80 with --acme-host." env:"TRIVIUM_HTTP_ADDR" placeholder:"ADDR"`
	Dev            bool          `help:"Read the client's sources from ./web and build them again for every page." env:"TRIVIUM_DEV"`

	again func() (*serveCmd, error) // reads everything again
}

// Run serves until Ctrl-C or SIGTERM; a second signal ends it at once. SIGHUP reads settings and certificate again, but in a terminal it
// says that the window was closed.
func (c *serveCmd) Run() error {
	ends := []os.Signal{os.Interrupt, syscall.SIGTERM}
	hangups := make(chan os.Signal, 1)
	if !signal.Ignored(syscall.SIGHUP) && term.IsTerminal(int(os.Stdin.Fd())) {
		ends = append(ends, syscall.SIGHUP)
	} else {
		signal.Notify(hangups, syscall.SIGHUP)
		defer signal.Stop(hangups)
	}
	ctx, stop := signal.NotifyContext(context.Background(), ends...)
	defer stop()
	context.AfterFunc(ctx, stop)
	o := c.options()
	o.Hangups = hangups
	o.Again = func() (app.Options, error) {
		anew, err := c.again()
		if err != nil {
			return app.Options{}, err
		}
		return anew.options(), nil
	}
	return app.Run(ctx, o)
}

func (c *serveCmd) options() app.Options {
	return app.Options{
		Addr: c.Addr, Data: c.Data, Cache: c.Cache, MetricsAddr: c.MetricsAddr, URL: c.URL,
		RedisURL: c.RedisURL, RedisReplicas: c.RedisReplicas, Retention: c.Retention, OpenHosting: c.OpenHosting, ForgetGames: c.ForgetGames, AllowedOrigins: c.AllowedOrigins,
		RestAfter:      c.RestAfter,
		TrustedProxies: c.TrustedProxies, OpenBrowser: c.Open, LogLevel: c.LogLevel, LogJSON: c.LogFormat == "json", Dev: c.Dev,
		TLS: app.TLS{
			Cert: c.TLSCert, Key: c.TLSKey, Hosts: c.ACMEHost, AcceptTerms: c.ACMEAccept, Email: c.ACMEEmail, Directory: c.ACMEDirectory,
			HTTPAddr: c.HTTPAddr,
		},
		Version: version, Out: os.Stdout, Err: os.Stderr,
	}
}

type versionCmd struct{}

// Run prints the version.
func (versionCmd) Run() error {
	fmt.Println("trivium", version)
	return nil
}
