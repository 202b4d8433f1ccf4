// Package browsertest drives real browsers and the real binary in tests.
//
// It is for tests only and knows nothing of the rest of the module: what it needs of a page is a URL, what it needs of
// the server is a binary that writes server.json into its data folder once it is ready.
//
//	func TestJoin(t *testing.T) {
//		browser, ok := browsertest.Start(t)
//		if !ok {
//			return // no browser on this machine; with CI=true the test has failed already
//		}
//		page := browser.Open(t, url, browsertest.Phone)
//		page.Fill("#pin", "424242")
//		page.ClickText("button", "Join")
//		page.SeeText("You are in")
//		page.NoProblems()
//	}
//
// Every method of a Page takes the test it was opened with, waits at most the page's patience, and ends the test with
// what it waited for, the address and the text then on the page. So call them only from the test's own goroutine, one
// page after the other; eight to sixteen pages in one test are fine. Further players are cheaper without a browser.
//
// The browser reaches 127.0.0.1 and localhost and resolves no other name. Start gives a Chromium; StartFirefox a
// Firefox, whose pages can do all that a person does, but emulate nothing (emulate.go).
package browsertest
