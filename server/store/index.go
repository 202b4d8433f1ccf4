package store

import "context"

// Member is one in an index: where it stands, and little to show of it without asking for a document.
type Member struct {
	ID    string
	Order string // greatest first, compared byte by byte; equal ones go by id, smallest first
	Data  []byte // up to 4 KiB
}

// Placed is a member where it stands. Both numbers count from 1.
type Placed struct {
	Member
	Position int // one more than there are members before it
	Rank     int // one more than there are members with a greater order, so that equals share it
}

// Page is a stretch of an index, in its order, and how many members the whole index has, all at one moment.
type Page struct {
	Members []Placed
	Count   int
}

// PageMax is how many members a page has at most; a greater limit is taken for it.
const PageMax = 1000

// Indexes are named sets of members that lie in order. An index exists while it has members. Every body answers pages, ranks and
// changes in a time that hardly grows with the index: a hundred thousand members are meant, and a few milliseconds. All methods
// may give ErrUnavailable.
type Indexes interface {
	// Enter puts members into an index, each with a new place and data if it was there before. Doing it again changes nothing.
	// Each member is changed at one moment; others may see some of many changed and some not yet, and after an error some may
	// have been.
	Enter(ctx context.Context, index string, members ...Member) error
	// Leave takes members out; one that is not there is no error. Of many, it goes as with Enter.
	Leave(ctx context.Context, index string, ids ...string) error
	// Clear takes all members out at one moment.
	Clear(ctx context.Context, index string) error
	// Find gives those of these members that are there, in the order they are asked for, all at one moment, with the count.
	Find(ctx context.Context, index string, ids ...string) (Page, error)
	// From gives at most limit members from a position on; 1 is the top, and less is taken for it. A limit of 0 gives the count
	// alone.
	From(ctx context.Context, index string, position, limit int) (Page, error)
	// After gives at most limit members behind a place, whether or not a member is there.
	After(ctx context.Context, index, order, id string, limit int) (Page, error)
	// Around gives a member with at most so many before and behind it. ErrNotFound.
	Around(ctx context.Context, index, id string, before, behind int) (Page, error)
}
