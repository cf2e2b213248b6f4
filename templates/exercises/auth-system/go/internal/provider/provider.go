// Package provider speaks with the OpenID Connect provider.
package provider

// TODO: use them here. What do they check by themselves, and what is left to you?
import (
	_ "github.com/coreos/go-oidc/v3/oidc" // finds the endpoints, and verifies ID tokens
	_ "golang.org/x/oauth2"               // builds the redirect, and trades the code
)
