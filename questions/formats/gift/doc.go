// Package gift reads and writes Moodle's GIFT format, a plain text with one question in each run of lines.
//
// It follows what Moodle itself does with a file (question/format/gift), since that is what authors have tried their files with:
// the order in which the kinds are told apart, the escapes, the weights. Where Moodle gives up, or shows what nobody meant, the
// question is not taken and the finding says how to mend it.
package gift
