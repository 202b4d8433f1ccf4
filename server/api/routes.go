package api

import (
	"net/http"
	"strings"

	"github.com/labstack/echo/v4"
)

// Route is one operation of the API, as its document names it.
type Route struct {
	Method string
	Path   string // with parameters as {name}
	Scope  Scope  // what a token must be good for
}

// Scope says who may do something.
type Scope string

// The scopes.
const (
	Anyone       Scope = ""       // no host is needed
	Public       Scope = "public" // the same, for what other sites may read and show, too
	PacksRead    Scope = "packs:read"
	PacksWrite   Scope = "packs:write"
	GamesRead    Scope = "games:read"
	GamesWrite   Scope = "games:write"
	ResultsRead  Scope = "results:read"
	ResultsWrite Scope = "results:write"
	LeaguesRead  Scope = "leagues:read"
	LeaguesWrite Scope = "leagues:write"
	BoardsWrite  Scope = "boards:write"
	HostsWrite   Scope = "hosts:write" // a host's own account, and invitations; no token has it
	Owner        Scope = "owner"       // the first host alone; no token has it
)

// route is an operation with what does it.
type route struct {
	method, path string
	scope        Scope
	do           func(*server, echo.Context) error
}

// routes are all operations of the API. A test holds them against the document, both ways.
func routes() []route {
	const get, post, put, patch, del = http.MethodGet, http.MethodPost, http.MethodPut, http.MethodPatch, http.MethodDelete
	return []route{
		{get, "/api/openapi.json", Public, (*server).readDocument},
		{get, "/api/docs", Public, (*server).readDocs},

		{post, "/api/signin", Anyone, (*server).signIn},
		{post, "/api/signout", Anyone, (*server).signOut},
		{get, "/api/me", Anyone, (*server).me},
		{patch, "/api/me", HostsWrite, (*server).changeMe},
		{put, "/api/me/password", HostsWrite, (*server).setPassword},
		{put, "/api/me/favourites/{pack}/{question}", PacksWrite, (*server).star},
		{del, "/api/me/favourites/{pack}/{question}", PacksWrite, (*server).unstar},
		{get, "/api/me/sessions", HostsWrite, (*server).listSessions},
		{del, "/api/me/sessions", HostsWrite, (*server).endSessions},
		{del, "/api/me/sessions/{session}", HostsWrite, (*server).endSession},
		{get, "/api/me/tokens", HostsWrite, (*server).listTokens},
		{post, "/api/me/tokens", HostsWrite, (*server).addToken},
		{del, "/api/me/tokens/{token}", HostsWrite, (*server).revokeToken},

		{get, "/api/hosts", Owner, (*server).listHosts},
		{patch, "/api/hosts/{host}", Owner, (*server).changeHost},
		{del, "/api/hosts/{host}", Owner, (*server).removeHost},
		{post, "/api/hosts/{host}/reset", Owner, (*server).resetHost},
		{get, "/api/invitations", HostsWrite, (*server).listInvitations},
		{post, "/api/invitations", HostsWrite, (*server).invite},
		{del, "/api/invitations/{invitation}", HostsWrite, (*server).uninvite},
		{post, "/api/invitations/look", Anyone, (*server).lookAtInvitation},
		{post, "/api/invitations/accept", Anyone, (*server).acceptInvitation},

		{get, "/api/packs", PacksRead, (*server).listPacks},
		{post, "/api/packs", PacksWrite, (*server).addPack},
		{post, "/api/packs/check", PacksWrite, (*server).checkPack},
		{get, "/api/packs/{pack}", PacksRead, (*server).showPack},
		{put, "/api/packs/{pack}", PacksWrite, (*server).replacePack},
		{get, "/api/packs/{pack}/contents", PacksRead, (*server).readContents},
		{put, "/api/packs/{pack}/contents", PacksWrite, (*server).saveContents},
		{get, "/api/packs/{pack}/file", PacksRead, (*server).packFile},
		{get, "/api/packs/{pack}/export", PacksRead, (*server).exportPack},
		{get, "/api/packs/{pack}/export/losses", PacksRead, (*server).exportLosses},
		{del, "/api/packs/{pack}", PacksWrite, (*server).removePack},
		{patch, "/api/packs/{pack}/sharing", PacksWrite, (*server).sharePack},
		{put, "/api/packs/{pack}/study", PacksWrite, (*server).openStudy},
		{post, "/api/shared-packs/look", PacksRead, (*server).lookAtPack},
		{post, "/api/shared-packs", PacksWrite, (*server).takeSharedPack},
		{del, "/api/shared-packs/{pack}", PacksWrite, (*server).leaveSharedPack},
		{get, "/api/questions", PacksRead, (*server).searchQuestions},
		{get, "/api/formats", PacksRead, (*server).listFormats},

		{get, "/api/study", Public, (*server).listStudy},
		{get, "/api/study/{pack}", Anyone, (*server).showStudy},
		{get, "/api/study/{pack}/questions/{question}", Anyone, (*server).askStudy},
		{post, "/api/study/{pack}/questions/{question}/answer", Anyone, (*server).answerStudy},

		{get, "/api/games", GamesRead, (*server).listGames},
		{post, "/api/games", GamesWrite, (*server).createGame},
		{get, "/api/games/{pin}", GamesRead, (*server).showGame},
		{get, "/api/games/{pin}/state", GamesRead, (*server).showState},
		{post, "/api/games/{pin}/commands", GamesWrite, (*server).commandGame},
		{get, "/api/join/{pin}", Anyone, (*server).joinInfo},
		{post, "/api/claims", Anyone, (*server).claimTeam},
		{get, "/api/addresses", GamesRead, (*server).listAddresses},
		{put, "/api/addresses", GamesWrite, (*server).chooseAddress},

		{get, "/api/results", ResultsRead, (*server).listResults},
		{get, "/api/results/players", ResultsRead, (*server).findPlayer},
		{get, "/api/results/{game}", ResultsRead, (*server).showResult},
		{del, "/api/results/{game}", ResultsWrite, (*server).removeResult},
		{get, "/api/results/{game}/files/{kind}", ResultsRead, (*server).showResultFile},
		{get, "/api/results/{game}/corrections", ResultsRead, (*server).listCorrections},
		{post, "/api/results/{game}/corrections", ResultsWrite, (*server).correctResult},
		{del, "/api/results/{game}/names", ResultsWrite, (*server).removeNames},
		{get, "/api/results/{game}/players/{seat}", ResultsRead, (*server).exportPlayer},
		{del, "/api/results/{game}/players/{seat}", ResultsWrite, (*server).removePlayer},
		{get, "/api/results/{game}/retention", ResultsRead, (*server).showRetention},
		{put, "/api/results/{game}/retention", ResultsWrite, (*server).setRetention},
		{get, "/api/results/{game}/own", Anyone, (*server).exportOwn},
		{del, "/api/results/{game}/own", Anyone, (*server).removeOwn},

		{get, "/api/boards", Public, (*server).listBoards},
		{get, "/api/boards/{board}", Public, (*server).showBoard},
		{get, "/api/boards/entries/{entry}", BoardsWrite, (*server).showEntry},
		{post, "/api/boards/entries/{entry}/hide", BoardsWrite, (*server).hideEntry},
		{post, "/api/boards/entries/{entry}/show", BoardsWrite, (*server).unhideEntry},

		{get, "/api/leagues", Public, (*server).listLeagues},
		{post, "/api/leagues", LeaguesWrite, (*server).createLeague},
		{get, "/api/leagues/{league}", LeaguesRead, (*server).showLeague},
		{put, "/api/leagues/{league}", LeaguesWrite, (*server).updateLeague},
		{del, "/api/leagues/{league}", LeaguesWrite, (*server).removeLeague},
		{get, "/api/leagues/{league}/table", Public, (*server).showTable},
		{get, "/api/leagues/{league}/changes", LeaguesRead, (*server).listChanges},
		{post, "/api/leagues/{league}/changes", LeaguesWrite, (*server).changeLeague},
		{post, "/api/leagues/{league}/games", LeaguesWrite, (*server).addToLeague},
		{del, "/api/leagues/{league}/games/{game}", LeaguesWrite, (*server).takeFromLeague},
		{get, "/api/leagues/{league}/teams", LeaguesRead, (*server).listTeams},
		{post, "/api/leagues/{league}/teams/{key}/claim", LeaguesWrite, (*server).grantClaim},
		{del, "/api/leagues/{league}/teams/{key}/claim", LeaguesWrite, (*server).dropClaim},
		{del, "/api/leagues/{league}/teams/{key}/name", LeaguesWrite, (*server).forgetTeam},
	}
}

// Routes gives the operations of the API.
func Routes() []Route {
	var list []Route
	for _, r := range routes() {
		list = append(list, Route{Method: r.method, Path: r.path, Scope: r.scope})
	}
	return list
}

// serve adds the operations to the router. What can be read can be asked for its headers alone, too.
func (s *server) serve(e *echo.Echo) {
	for _, r := range routes() {
		handler := func(c echo.Context) error { return r.do(s, c) }
		path := strings.NewReplacer("{", ":", "}", "").Replace(r.path)
		e.Add(r.method, path, handler, s.guards(r)...)
		if r.method == http.MethodGet {
			e.Add(http.MethodHead, path, handler, s.guards(r)...)
		}
	}
}

// guards stand before an operation. They are not a group's: Echo would answer every unknown address for it.
func (s *server) guards(r route) []echo.MiddlewareFunc {
	var guards []echo.MiddlewareFunc
	if r.scope == Public {
		guards = append(guards, limited(s.reads), everywhere)
	} else if r.scope != Anyone {
		guards = append(guards, s.can(r.scope))
	}
	if gives := r.gives(); gives != "" {
		guards = append(guards, acceptable(gives))
	}
	return guards
}

// gives is the media type of an operation's answers, empty if it has several or none.
func (r route) gives() string {
	switch {
	case r.method == http.MethodDelete, strings.Contains(r.path, "/file"), strings.HasSuffix(r.path, "/export"):
		return ""
	case r.path == "/api/docs":
		return "text/html"
	}
	return "application/json"
}
