// Package nemesis holds the test that nothing which is promised is lost: whole games of real processes, several instances over
// one Redis behind a plain balancer, while a nemesis kills, pauses, drains and cuts off whatever it likes by a seed. There is
// no code beside tests.
//
// A link is one network connection that can be cut, silenced or slowed; a balancer hands people on to the instances that
// answer; a cluster is both with the processes; a crowd is the people, and a record all that they said and were told; a
// nemesis breaks things by a plan and notes when; a story is what stands in the ledger at the end, and checks hold record and
// notes against it.
package nemesis
