// Package xmlread reads the XML of question files, honest or hostile: in one pass over the bytes, without copying them, element by
// element, so that a file costs no more than the largest question in it.
//
// Names are local ones, since exporters disagree about prefixes. Entity declarations are refused, and nothing outside the file is
// ever looked at. Depth and count of elements are bounded. Where an exporter is sloppy in a way that leaves no doubt (an HTML
// entity without a declaration, a wrong encoding in the first line, a control character), it is read all the same.
package xmlread
