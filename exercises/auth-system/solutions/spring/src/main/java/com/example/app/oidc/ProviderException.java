package com.example.app.oidc;

/** The provider did not do what was asked of it, or is not to be believed. */
class ProviderException extends RuntimeException {

    ProviderException(String message) {
        super(message);
    }

    ProviderException(String message, Throwable cause) {
        super(message, cause);
    }
}
