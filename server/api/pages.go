package api

import (
	"fmt"
	"html/template"
	"net/http"
	"strings"

	"github.com/labstack/echo/v4"
	qr "github.com/piglig/go-qr"

	"trivium/web"
)

func (s *server) pages(e *echo.Echo) {
	page := func(role web.Role, title string) echo.HandlerFunc {
		return func(c echo.Context) error { return s.page(c, role, web.PageData{Title: title}) }
	}
	e.GET("/", page(web.Player, "Trivium"))
	e.GET("/j/:pin", page(web.Player, "Join · Trivium"))
	e.GET("/m/:pin", page(web.Player, "Join · Trivium"))
	e.GET("/t", page(web.Player, "Your team · Trivium"))
	e.GET("/host", page(web.Host, "Host · Trivium"))
	e.GET("/host/questions", page(web.Find, "Questions · Trivium"))
	e.GET("/host/packs/:pack", s.draftPage(web.Edit, "Pack · Trivium"))
	e.GET("/host/preview/phone", s.draftPage(web.PreviewPhone, "Phone · Trivium"))
	e.GET("/host/preview/screen", s.draftPage(web.PreviewScreen, "Screen · Trivium"))
	e.GET("/host/:pin", page(web.Host, "Host · Trivium"))
	for path, title := range map[string]string{
		"/host/results": "Results · Trivium", "/host/results/:game": "Result · Trivium", "/host/leagues": "Leagues · Trivium",
		"/host/leagues/:league": "League · Trivium", "/host/account": "Account · Trivium", "/host/hosts": "Hosts · Trivium",
	} {
		e.GET(path, page(web.Office, title)) // a PIN has digits alone
	}
	e.GET("/study", page(web.Study, "Study · Trivium"))
	e.GET("/study/:pack", page(web.Study, "Study · Trivium"))
	e.GET("/s/:pin", page(web.Screen, "Screen · Trivium"))
	e.GET("/r/:id", s.result)
}

// draftPage is a page on which packs are written, or a part of it in a frame.
func (s *server) draftPage(role web.Role, title string) echo.HandlerFunc {
	return func(c echo.Context) error {
		c.Response().Header().Set("X-Frame-Options", "SAMEORIGIN")
		return s.page(c, role, web.PageData{Title: title, Drafts: true})
	}
}

func (s *server) page(c echo.Context, role web.Role, data web.PageData) error {
	document, err := s.Assets.Page(role, data)
	if err != nil {
		return err
	}
	document.ServeHTTP(c.Response(), c.Request())
	return nil
}

func acceptsHTML(r *http.Request) bool {
	return r.Method == http.MethodGet && strings.Contains(r.Header.Get("Accept"), "text/html")
}

func (s *server) problemPage(c echo.Context, p *problem) {
	body := template.HTML(fmt.Sprintf( //nolint:gosec // every value is escaped
		`<main class="result"><header><p class="brand">Trivium</p><h1>%s</h1><p>%s</p><p><a href="/">Join a game</a></p></header></main>`,
		template.HTMLEscapeString(p.Title), template.HTMLEscapeString(p.Detail)))
	if err := s.page(c, web.Page, web.PageData{Title: p.Title, Body: body, Status: p.Status}); err != nil {
		s.Logger.Error("a page was not rendered", "error", err)
	}
}

func (s *server) joinQR(c echo.Context) error {
	pin, ok := strings.CutSuffix(c.Param("pin"), ".svg")
	if !ok || len(pin) > 12 || strings.Trim(pin, "0123456789") != "" {
		return echo.ErrNotFound
	}
	return svg(c, s.Addresses.Chosen(c.Request())+"/j/"+pin)
}

func (s *server) textQR(c echo.Context) error {
	text := c.QueryParam("text")
	if text == "" || len(text) > 500 {
		return refuse(http.StatusBadRequest, "text", "A QR code holds 1 to 500 characters here.")
	}
	return svg(c, text)
}

func svg(c echo.Context, text string) error {
	picture, err := QR(text)
	if err != nil {
		return err
	}
	c.Response().Header().Set("Cache-Control", "no-store")
	return c.Blob(http.StatusOK, "image/svg+xml", []byte(picture))
}

// quiet is the light border that a reader needs, in modules (ISO/IEC 18004).
const quiet = 4

// QR draws a text as a QR code in SVG: one path, dark on white, error correction M.
func QR(text string) (string, error) {
	code, err := qr.EncodeText(text, qr.Medium)
	if err != nil {
		return "", fmt.Errorf("draw a QR code: %w", err)
	}
	size := code.Size()
	var path strings.Builder
	for y := range size {
		for x := range size {
			if code.Module(x, y) {
				fmt.Fprintf(&path, "M%d,%dh1v1h-1z", x+quiet, y+quiet)
			}
		}
	}
	return fmt.Sprintf(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" shape-rendering="crispEdges">`+
		`<rect width="100%%" height="100%%" fill="#fff"/><path d="%s" fill="#17152a"/></svg>`, size+2*quiet, size+2*quiet, path.String()), nil
}

// Blocks draws a text as a QR code for a terminal, two modules a character, light on dark.
func Blocks(text string) (string, error) {
	code, err := qr.EncodeText(text, qr.Low)
	if err != nil {
		return "", fmt.Errorf("draw a QR code: %w", err)
	}
	light := func(x, y int) bool {
		inside := x >= 0 && y >= 0 && x < code.Size() && y < code.Size()
		return !inside || !code.Module(x, y)
	}
	var out strings.Builder
	for y := -2; y < code.Size()+2; y += 2 {
		for x := -2; x < code.Size()+2; x++ {
			switch upper, lower := light(x, y), light(x, y+1); {
			case upper && lower:
				out.WriteRune('█')
			case upper:
				out.WriteRune('▀')
			case lower:
				out.WriteRune('▄')
			default:
				out.WriteRune(' ')
			}
		}
		out.WriteByte('\n')
	}
	return out.String(), nil
}
