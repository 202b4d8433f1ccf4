package game

import (
	"slices"

	"trivium/questions"
)

// tableTop is how many rows of the table a view holds; newestNames how many names the lobby shows.
const (
	tableTop    = 20
	newestNames = 40
	podiumSize  = 3
)

// ViewOf makes what an audience sees. Before the reveal nothing in it depends on which answer is right.
func ViewOf(s *State, a Audience) View {
	v := View{
		PIN: s.PIN, Title: s.Settings.Title, Phase: s.Phase, Turn: s.Turn, Paused: s.Paused(), Locked: s.Locked,
		Teams: s.Settings.Teams, Scoring: s.Settings.Scoring, Began: s.Began, Deadline: s.Deadline, Next: s.NextPIN,
		Ended: s.EndedBy,
	}
	if v.Paused && s.Deadline > 0 {
		v.Left, v.Deadline = max(s.Deadline.Sub(s.PausedAt), 0), 0
	}
	v.Round = s.roundView()
	switch s.Phase {
	case Ready, Open, Close, Reveal:
		v.Question = s.questionView(a)
	case Lobby, RoundCard, Table, Break, Podium, Over:
	}
	if s.Phase == Reveal {
		v.Reveal = s.revealView(a)
	}
	s.fillTable(&v, a)
	if a != ForPlayers {
		v.Lobby = s.lobbyView()
	}
	if a == ForHost {
		v.Host = s.hostView()
	}
	return v
}

func (s *State) roundView() *RoundView {
	if s.Step < 0 || len(s.Rounds) == 0 || s.Phase == Over {
		return nil
	}
	index := min(s.Plan[s.Step].Round, len(s.Rounds)-1)
	round := s.Rounds[index]
	v := &RoundView{Number: index + 1, Of: len(s.Rounds), Title: round.Title, Size: len(round.Questions)}
	if s.Phase == RoundCard {
		v.Intro = round.Intro
	}
	return v
}

// questionView shows a question as far as the phase and the audience allow: the prompt alone while people read.
func (s *State) questionView(a Audience) *QuestionView {
	show := s.showing()
	q := &s.Questions[show.Question]
	whole := show.view(q, a)
	v := &whole
	v.Showing, v.Of = len(s.Showings)-1, s.countQuestions()
	if s.Phase == Ready {
		v.Choices, v.Lefts = nil, nil
	}
	if a == ForPlayers && s.Settings.HideText {
		v.hideText()
	}
	if s.Paused() && s.Phase != Reveal {
		v.Prompt, v.Choices, v.Lefts, v.Media = "", nil, nil, nil
	}
	return v
}

// view shows a question while it is open.
func (show *Showing) view(q *questions.Question, a Audience) QuestionView {
	v := QuestionView{
		Number: show.Number, Of: show.Number, Kind: q.Kind, Language: q.Language, Prompt: q.Prompt, Size: len(show.Deal), Points: q.Points,
		Limit: show.Limit, Partial: q.Scoring != "" && q.Scoring != questions.ScoringAll, Media: mediaViews(q.Media, false, a),
	}
	if q.Number != nil {
		v.Range, v.Unit, v.Closest = q.Number.Range, q.Number.Unit, q.Number.Closest
	}
	v.Choices, v.Lefts = show.texts(q)
	return v
}

// hideText leaves the tiles: what is on the phone is then useless without the screen.
func (v *QuestionView) hideText() {
	v.Prompt, v.Media = "", nil
	switch v.Kind {
	case questions.Single, questions.Multi, questions.Poll:
		v.Choices = make([]string, len(v.Choices))
	case questions.TrueFalse, questions.Text, questions.Number, questions.Order, questions.Match, questions.Slide:
		// Nothing could be answered without the words.
	}
}

// texts gives what a question's answer is made of, in the order of display.
func (show *Showing) texts(q *questions.Question) (choices, lefts []string) {
	switch q.Kind {
	case questions.Single, questions.Multi, questions.Poll:
		return dealt(choiceTexts(q), show.Deal), nil
	case questions.TrueFalse:
		return []string{"true", "false"}, nil
	case questions.Order:
		return dealt(q.Items, show.Deal), nil
	case questions.Match:
		return dealt(rightSides(q), show.Rights), dealt(leftTexts(q), show.Deal)
	case questions.Text, questions.Number, questions.Slide:
	}
	return nil, nil
}

// mediaViews gives the media of the prompt, or of the reveal. Sounds play on the screen alone.
func mediaViews(media []questions.Media, reveal bool, a Audience) []MediaView {
	var views []MediaView
	for _, m := range media {
		if (m.At == questions.AtReveal) != reveal || (m.Type == "audio" && a == ForPlayers) {
			continue
		}
		views = append(views, MediaView{Type: m.Type, URL: m.Src, Alt: m.Alt})
	}
	return views
}

func (s *State) countQuestions() int {
	count := 0
	for _, step := range s.Plan {
		if step.Kind == StepQuestion && s.Questions[step.Question].Kind != questions.Slide {
			count++
		}
	}
	return count
}

// fillTable adds the rows that the phase shows. Phones have the podium only; the rest they know of themselves.
func (s *State) fillTable(v *View, a Audience) {
	size := 0
	switch s.Phase {
	case Podium, Over:
		size = tableTop
		if a == ForPlayers {
			size = podiumSize
		}
	case Table, Break:
		if a != ForPlayers {
			size = tableTop
		}
	case Lobby, RoundCard, Ready, Open, Close, Reveal:
	}
	if size == 0 || (s.HideTable && a == ForScreen && s.Phase == Break) {
		return
	}
	rows := s.Rows(size)
	v.Table, v.TableSize = rows, len(s.Order)
	if s.Settings.Teams {
		v.TableSize = len(s.TeamOrder)
	}
}

func (s *State) lobbyView() *LobbyView {
	v := &LobbyView{Players: len(s.Order)}
	if s.Settings.Teams {
		v.Teams = s.teamRows(len(s.Teams))
	}
	if s.Phase != Lobby {
		return v
	}
	for i := len(s.Seats) - 1; i >= 0 && len(v.Newest) < newestNames; i-- {
		if !s.Seats[i].Kicked {
			v.Newest = append(v.Newest, s.Seats[i].Name)
		}
	}
	return v
}

func (s *State) hostView() *HostView {
	v := &HostView{
		Next: s.nextLabel(), Step: s.Step + 1, Steps: len(s.Plan), Auto: s.Auto, HideTable: s.HideTable, Settings: s.Settings,
	}
	for i := s.Step + 1; i < len(s.Plan); i++ {
		if s.Plan[i].Kind == StepQuestion {
			v.Upcoming = s.Questions[s.Plan[i].Question].Prompt
			break
		}
	}
	if show := s.showing(); show != nil && slices.Contains([]Phase{Ready, Open, Close, Reveal}, s.Phase) {
		v.Prompt = s.Questions[show.Question].Prompt
	}
	return v
}

// nextLabel names what the big button does.
func (s *State) nextLabel() string {
	switch {
	case s.Phase == Over || s.Phase == Close:
		return ""
	case s.Paused():
		return "resume"
	case s.Phase == Lobby:
		return "start"
	case s.Phase == Ready && s.Questions[s.showing().Question].Kind != questions.Slide:
		return "open"
	case s.Phase == Open:
		return "close"
	case s.Phase == Podium && !s.tieBreak():
		return "end"
	}
	switch s.forward(By{}).(type) {
	case RoundBegan:
		return "round"
	case Asked:
		return "question"
	case TableShown:
		return "table"
	case BreakBegan:
		return "break"
	default:
		return "podium"
	}
}
