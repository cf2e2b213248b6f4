package com.example.app.oidc;

/** A login that was begun, until the browser comes back. */
record OidcLogin(String state, String nonce, String codeVerifier) {}
