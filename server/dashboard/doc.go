// Package dashboard holds the test of what an operator sees: real servers under load, a real Prometheus that looks at them with the
// rules of deploy/prometheus, and the queries of the dashboard in deploy/grafana asked of it. With TRIVIUM_SCREENSHOTS it draws the
// answers as a picture for the documents. There is no code beside tests.
package dashboard
