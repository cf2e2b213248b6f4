package api

import "net/http"

// openToAllOrigins lets pages of any origin use the handler (CORS protocol of the Fetch standard).
func openToAllOrigins(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		// Before the handler runs: once it has written, headers are sent already.
		header := w.Header()
		header.Set("Access-Control-Allow-Origin", "*")
		if !isPreflight(r) {
			next.ServeHTTP(w, r)
			return
		}
		header.Set("Access-Control-Allow-Methods", "GET, POST, PATCH, DELETE")
		header.Set("Access-Control-Allow-Headers", "Content-Type")
		header.Set("Access-Control-Max-Age", "600") // seconds for which the browser need not ask again
		w.WriteHeader(http.StatusNoContent)
	})
}

func isPreflight(r *http.Request) bool {
	return r.Method == http.MethodOptions && r.Header.Get("Access-Control-Request-Method") != ""
}
