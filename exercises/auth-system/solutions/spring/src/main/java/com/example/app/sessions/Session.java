package com.example.app.sessions;

import com.example.app.users.User;
import java.util.UUID;

/** Who asks, and in which login. A controller's method gets it by naming it among its parameters. */
public record Session(UUID id, User user) {}
