package bankcmd

import (
	"trivium/questions"
	"trivium/questions/formats"
)

// ConvertOptions say what Convert does.
type ConvertOptions struct {
	In, Out string // "-" is standard input and output
	To      string // the id of a format
	Strict  bool   // nothing is written if anything is lost
}

// Convert makes a file in another format of a file in any format. ErrFound if nothing could be made, or with Strict if anything would be
// lost; ErrUnreadable.
func Convert(o Output, options ConvertOptions) error {
	format, err := formats.Find(options.To)
	if err != nil {
		return unreadable("%w", err)
	}
	f, err := readFile(options.In)
	if err != nil {
		return err
	}
	r := report{Findings: []questions.Finding{}}
	r.add(f.Findings...)
	var data []byte
	if f.Pack != nil {
		var lost []questions.Finding
		if _, data, lost, err = format.File(f.Pack, f.medium); err != nil {
			lost = append(lost, questions.Finding{Severity: questions.Error, Code: "export", Words: err.Error()})
		}
		for i := range lost {
			lost[i].File = options.Out
		}
		r.add(lost...)
	}
	told := o
	if options.Out == "-" { // what is written there is the file, and nothing else
		told.Out = o.Err
	}
	if err := told.tell(&r); err != nil {
		return err
	}
	if err := r.verdict(options.Strict, false); err != nil {
		return err
	}
	return o.writeFile(options.Out, data)
}
