package main

import (
	"errors"
	"fmt"
	"os"
	"time"

	"trivium/server/bankcmd"
)

// bankCmd is the commands about questions.
type bankCmd struct {
	Lint    bankLintCmd    `cmd:"" help:"Say what is wrong or weak in files of questions. Needs no server."`
	Convert bankConvertCmd `cmd:"" help:"Make a file in another format. Needs no server."`
	Import  bankImportCmd  `cmd:"" help:"Take files of questions, in any format, into the bank."`
	Export  bankExportCmd  `cmd:"" help:"Take a pack out of the bank, as a file in any format."`
	List    bankListCmd    `cmd:"" help:"List the packs of the bank."`
	Show    bankShowCmd    `cmd:"" help:"Show a pack of the bank, or one question of it."`
}

// asJSON is the flag of all commands that tell something.
type asJSON struct {
	JSON bool `name:"json" help:"Tell it for programs, as JSON."`
}

func (j asJSON) output() bankcmd.Output {
	return bankcmd.Output{Out: os.Stdout, Err: os.Stderr, JSON: j.JSON}
}

type bankLintCmd struct {
	asJSON `embed:""`

	Files  []string `arg:"" help:"Files in any format that is read; '-' is standard input. Packs are compared with each other, too."`
	Strict bool     `help:"A warning is as bad as an error."`
}

// Help says what the status means.
func (bankLintCmd) Help() string {
	return "Each finding is a line: file:line:column: severity: words (code).\n\n" +
		"Exit status: 0 nothing, or warnings only; 1 something is wrong, or was not taken; 2 a file can not be read."
}

// Run looks at files.
func (c *bankLintCmd) Run() error {
	return bankcmd.Lint(c.output(), bankcmd.LintOptions{Files: c.Files, Strict: c.Strict, Clock: time.Now})
}

type bankConvertCmd struct {
	asJSON `embed:""`

	In     string `arg:"" help:"A file in any format that is read; '-' is standard input."`
	Out    string `arg:"" help:"The file to write; '-' is standard output."`
	To     string `required:"" help:"The format: native, gift, moodle and so on; one that there is not lists all." placeholder:"FORMAT"`
	Strict bool   `help:"Write nothing if anything would be lost."`
}

// Help says what is told.
func (bankConvertCmd) Help() string {
	return "What is not taken of the one format, and what the other can not hold, is told line by line.\n\n" +
		"Exit status: 0 written; 1 nothing was written; 2 the file or the format is not there."
}

// Run converts a file.
func (c *bankConvertCmd) Run() error {
	return bankcmd.Convert(c.output(), bankcmd.ConvertOptions{In: c.In, Out: c.Out, To: c.To, Strict: c.Strict})
}

// whichBank says which bank a command is about.
type whichBank struct {
	asJSON `embed:""`

	Data  string `help:"The data folder. If a server runs with it, it is asked; else the folder is locked meanwhile." default:"./trivium-data" env:"TRIVIUM_DATA" type:"path" placeholder:"DIR"`
	URL   string `name:"url" help:"A server, instead of the one that runs with the data folder." env:"TRIVIUM_BANK_URL" placeholder:"URL"`
	Token string `help:"A host's token for --url. Without it, the key in the data folder." env:"TRIVIUM_TOKEN" placeholder:"TOKEN"`
}

// with opens the bank for one command.
func (w *whichBank) with(do func(bankcmd.Place) error) error {
	place, err := bankcmd.Open(bankcmd.Where{Data: w.Data, URL: w.URL, Token: w.Token, Running: addressOf})
	if err != nil {
		return err
	}
	return errors.Join(do(place), place.Close())
}

type bankImportCmd struct {
	whichBank `embed:""`

	Files   []string `arg:"" help:"Files in any format that is read."`
	Replace bool     `help:"Let a file without an id of its own take the place of the pack that is called like it."`
}

// Help says what is told.
func (bankImportCmd) Help() string {
	return "What is not taken of a file, or not whole, is told line by line; a pack with the same id is replaced. In a folder that no server " +
		"uses, packs become the first host's and are shared with all.\n\n" +
		"Exit status: 0 all files are in the bank; 1 one of them is not; 2 a file or the bank can not be read."
}

// Run imports files.
func (c *bankImportCmd) Run() error {
	ctx, stop := interrupted()
	defer stop()
	return c.with(func(p bankcmd.Place) error { return bankcmd.ImportFiles(ctx, c.output(), p, c.Files, c.Replace) })
}

type bankExportCmd struct {
	whichBank `embed:""`

	Pack   string `arg:"" help:"The pack's id."`
	To     string `required:"" help:"The format: native, gift, moodle and so on; one that there is not lists all." placeholder:"FORMAT"`
	Out    string `short:"o" help:"The file to write; '-' is standard output. Default: the pack's id with the format's ending." placeholder:"FILE"`
	Strict bool   `help:"Write nothing if anything would be lost."`
}

// Help says what is told.
func (bankExportCmd) Help() string {
	return "What the format can not hold is told line by line.\n\n" +
		"Exit status: 0 written; 1 nothing was written; 2 the pack, the format or the bank is not there."
}

// Run exports a pack.
func (c *bankExportCmd) Run() error {
	ctx, stop := interrupted()
	defer stop()
	return c.with(func(p bankcmd.Place) error {
		return bankcmd.ExportPack(ctx, c.output(), p, bankcmd.ExportOptions{Pack: c.Pack, To: c.To, Out: c.Out, Strict: c.Strict})
	})
}

type bankListCmd struct {
	whichBank `embed:""`
}

// Run lists packs.
func (c *bankListCmd) Run() error {
	ctx, stop := interrupted()
	defer stop()
	return c.with(func(p bankcmd.Place) error { return bankcmd.ListPacks(ctx, c.output(), p) })
}

type bankShowCmd struct {
	whichBank `embed:""`

	Pack     string `arg:"" help:"The pack's id."`
	Question string `arg:"" optional:"" help:"The id of a question in it."`
}

// Run shows a pack or a question.
func (c *bankShowCmd) Run() error {
	ctx, stop := interrupted()
	defer stop()
	return c.with(func(p bankcmd.Place) error { return bankcmd.ShowPack(ctx, c.output(), p, c.Pack, c.Question) })
}

// failed tells why a command failed, and gives its exit status. Of files to mend all has been told.
func failed(err error) int {
	if errors.Is(err, bankcmd.ErrFound) && !errors.Is(err, bankcmd.ErrUnreadable) {
		fmt.Fprintf(os.Stderr, "trivium: %v\n", err)
		return bankcmd.Exit(err)
	}
	fmt.Fprintf(os.Stderr, "\ntrivium: %v\n", err)
	return bankcmd.Exit(err)
}
