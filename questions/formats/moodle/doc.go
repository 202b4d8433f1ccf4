// Package moodle reads and writes Moodle XML, in which Moodle exports its question bank: with pictures, feedback and categories.
//
// It follows question/format/xml of Moodle 4 and 5 in what it takes for what, and the format's description at
// https://docs.moodle.org/en/Moodle_XML_format. Old files (answers without a format, <image_base64>) are read too.
package moodle
