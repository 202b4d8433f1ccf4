package names

// adjectives are friendly and at most seven letters long, as are animals, so that a name with a number of four digits stays
// within MaxLength.
func adjectives() []string {
	return []string{
		"Able", "Agile", "Airy", "Alert", "Ample", "Amber", "Azure", "Balmy", "Bold", "Brave", "Breezy", "Bright", "Brisk",
		"Bubbly", "Calm", "Candid", "Cheery", "Chirpy", "Civil", "Clever", "Cool", "Comfy", "Coral", "Cosmic", "Cozy",
		"Crisp", "Curly", "Dainty", "Dandy", "Daring", "Dapper", "Dotty", "Dreamy", "Eager", "Early", "Easy", "Elated",
		"Epic", "Fair", "Fancy", "Fast", "Fine", "Fleet", "Fluffy", "Fond", "Frank", "Free", "Fresh", "Frosty", "Funky",
		"Funny", "Fuzzy", "Gentle", "Giddy", "Glad", "Gleamy", "Golden", "Good", "Grand", "Great", "Green", "Groovy",
		"Happy", "Handy", "Hardy", "Hearty", "Honest", "Humble", "Jazzy", "Jolly", "Jovial", "Joyful", "Keen", "Kind",
		"Lively", "Loyal", "Lucky", "Lunar", "Magic", "Mellow", "Merry", "Mighty", "Minty", "Modest", "Neat", "Nifty",
		"Nimble", "Noble", "Peachy", "Perky", "Plucky", "Polite", "Proud", "Quick", "Quiet", "Rapid", "Ready", "Royal",
		"Ruby", "Shiny", "Silent", "Silver", "Smart", "Snappy", "Snowy", "Snug", "Solar", "Spry", "Starry", "Steady",
		"Sunny", "Super", "Swift", "Tidy", "Tiny", "True", "Upbeat", "Vivid", "Warm", "Wise", "Witty", "Young", "Zany",
		"Zesty", "Zippy",
	}
}

func animals() []string {
	return []string{
		"Alpaca", "Badger", "Beaver", "Beetle", "Bison", "Bunny", "Camel", "Canary", "Caribou", "Cat", "Cheetah", "Chough",
		"Cicada", "Clam", "Condor", "Corgi", "Coyote", "Crab", "Crane", "Cricket", "Curlew", "Dingo", "Dodo", "Dolphin",
		"Donkey", "Dove", "Duck", "Eagle", "Egret", "Eider", "Elk", "Emu", "Ermine", "Falcon", "Ferret", "Finch",
		"Firefly", "Fox", "Frog", "Gannet", "Gazelle", "Gecko", "Gibbon", "Giraffe", "Gnu", "Goose", "Gopher", "Grouse",
		"Hamster", "Hare", "Hawk", "Heron", "Hippo", "Husky", "Ibex", "Ibis", "Iguana", "Impala", "Jackal", "Jaguar",
		"Kestrel", "Kitten", "Kiwi", "Koala", "Ladybug", "Lark", "Lemur", "Leopard", "Linnet", "Lion", "Lizard", "Llama",
		"Lobster", "Lynx", "Magpie", "Mallard", "Manatee", "Marmot", "Marten", "Meerkat", "Mole", "Moose", "Mouse",
		"Narwhal", "Newt", "Ocelot", "Octopus", "Okapi", "Oriole", "Osprey", "Ostrich", "Otter", "Owl", "Oyster", "Panda",
		"Panther", "Parrot", "Pelican", "Penguin", "Pigeon", "Plover", "Pony", "Puffin", "Puma", "Quail", "Quokka",
		"Rabbit", "Raven", "Redwing", "Robin", "Salmon", "Seal", "Serval", "Shrew", "Sloth", "Snail", "Sparrow",
		"Squid", "Stoat", "Stork", "Swallow", "Swan", "Tapir", "Tern", "Tiger", "Toad", "Toucan", "Trout", "Turtle",
		"Vicuna", "Vole", "Wallaby", "Walrus", "Weasel", "Whale", "Wombat", "Wren", "Yak", "Zebra",
	}
}
