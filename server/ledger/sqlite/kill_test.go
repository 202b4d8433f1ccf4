package sqlite_test

func play() bool { return false }
