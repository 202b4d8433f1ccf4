package site

import "html/template"

// snippet is what somebody copies into a page of their own: a frame, and a line that gives it the height of what it shows.
func snippet(address, title string) string {
	return `<iframe src="` + template.HTMLEscapeString(address) + `" title="` + template.HTMLEscapeString(title) +
		`" width="100%" height="480" style="border:0" loading="lazy"></iframe>
<script>addEventListener("message",e=>{for(const f of document.querySelectorAll("iframe"))if(f.contentWindow===e.source&&e.data?.trivium==="height")f.height=e.data.height})</script>`
}
