package com.example.app.services;

import java.net.URI;

/** A service's address as the environment names it, such as smtp://user:password@host:25, in its parts. */
record ServiceUrl(String host, int port, String user, String password, String path) {

    static ServiceUrl parse(URI url) {
        String[] login =
                url.getUserInfo() == null ? new String[0] : url.getUserInfo().split(":", 2);
        return new ServiceUrl(
                url.getHost(),
                url.getPort(),
                login.length > 0 ? login[0] : null,
                login.length > 1 ? login[1] : null,
                url.getPath());
    }
}
