package leagues

// Fresh gives a service over the same store that remembers nothing.
func (s *Service) Fresh() *Service { return New(Options{Store: s.store, Clock: s.now}) }
