package api

import (
	"net/http"
	"path"
)

// jsonRouter answers in JSON where http.ServeMux would do so in plain text: no such route, or not with this method.
type jsonRouter struct{ mux *http.ServeMux }

func (router jsonRouter) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	// ServeMux would redirect /notes//1 to /notes/1; there is no such route here.
	if path.Clean(r.URL.Path) != r.URL.Path {
		writeError(w, routeNotFound(r))
		return
	}
	handler, pattern := router.mux.Handler(r)
	if pattern != "" {
		router.mux.ServeHTTP(w, r)
		return
	}
	refusal := refusalRecorder{header: http.Header{}}
	handler.ServeHTTP(&refusal, r)
	if refusal.status != http.StatusMethodNotAllowed {
		writeError(w, routeNotFound(r))
		return
	}
	w.Header().Set("Allow", refusal.header.Get("Allow"))
	writeError(w, &clientError{status: refusal.status, message: r.Method + " is not possible here."})
}

func routeNotFound(r *http.Request) error {
	return &clientError{status: http.StatusNotFound, message: "There is nothing at " + r.URL.Path + "."}
}

// refusalRecorder takes down what ServeMux answers when it has no handler, all but its text.
type refusalRecorder struct {
	header http.Header
	status int
}

func (r *refusalRecorder) Header() http.Header         { return r.header }
func (r *refusalRecorder) WriteHeader(status int)      { r.status = status }
func (r *refusalRecorder) Write(p []byte) (int, error) { return len(p), nil }
